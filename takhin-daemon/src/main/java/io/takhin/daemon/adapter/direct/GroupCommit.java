package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataEvent;
import io.takhin.daemon.core.metadata.MetadataEvent.ClusterFormatted;
import io.takhin.daemon.core.metadata.MetadataEvent.ConfigsReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.ControlReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.PartitionsAdded;
import io.takhin.daemon.core.metadata.MetadataEvent.ProducerIdsAllocated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicCreated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicDeleted;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.log.LogStore;
import io.takhin.daemon.port.metadata.CommandLog;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Carries a group of decided changes out, in an order that a crash between any two steps can't hurt:
 *
 * <pre>
 * 1  create the logs of new partitions   crash: no command names them, the start moves them away
 * 2  log the commands, one fsync         crash: the start replays them; a log that is missing is created
 * 3  apply to the store, publish
 * 4  put configs into force, stop serving what was deleted, delete its logs
 *                                        crash: no topic owns them, the start moves them away
 * 5  answer
 * </pre>
 *
 * <p>One thread calls, but for {@link #onMetadata}.
 */
final class GroupCommit {

    private final CommandLog commands;
    private final MetadataStore store;
    private final LogStore logs;
    private final ServedPartitions partitions;
    private final Runnable quiesce;
    private final FaultHandler faults;
    private final int checkpointCommands;
    private final Map<Object, Consumer<MetadataImage>> listeners = new ConcurrentHashMap<>();
    private Optional<Rejection> failure = Optional.empty();

    /**
     * Takes what it works on.
     *
     * @param quiesce returns when no lane is at work on a partition that is no longer served
     */
    GroupCommit(
            CommandLog commands,
            MetadataStore store,
            LogStore logs,
            ServedPartitions partitions,
            Runnable quiesce,
            FaultHandler faults,
            int checkpointCommands) {
        this.commands = commands;
        this.store = store;
        this.logs = logs;
        this.partitions = partitions;
        this.quiesce = quiesce;
        this.faults = faults;
        this.checkpointCommands = checkpointCommands;
    }

    MetadataImage image() {
        return store.image();
    }

    Subscription onMetadata(Consumer<MetadataImage> listener) {
        var subscription = new Object();
        listeners.put(subscription, listener);
        return () -> listeners.remove(subscription);
    }

    /** Step 1, for one change; says why it can't be, where it can't. */
    Optional<Rejection> prepare(List<MetadataEvent> events, MetadataImage after) {
        if (failure.isPresent()) {
            return failure;
        }
        for (var event : events) {
            var problem = growing(event, after).flatMap(topic -> createLogs(topic, event instanceof TopicCreated));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** Steps 2 to 5. */
    void commit(List<Decided<?>> group) {
        var changes =
                group.stream().filter(decided -> decided.logged().isPresent()).toList();
        if (!changes.isEmpty() && !log(group, changes)) {
            return;
        }
        try {
            carryOut(changes);
        } catch (RuntimeException e) {
            failure = Optional.of(new Rejection(
                    Rejection.Reason.STORAGE_FAILED, "the metadata failed: " + e.getMessage() + "; restart the node"));
            faults.fatal("metadata commands are on disk but could not be carried out", e);
            group.forEach(decided -> decided.answerFault(e));
            return;
        }
        group.forEach(Decided::answerNow);
        if (commands.lastIndex() - commands.checkpoint().index() >= checkpointCommands) {
            checkpoint();
        }
    }

    /** Makes the image durable, so that a start replays little. */
    void checkpoint() {
        if (failure.isPresent()) {
            return;
        }
        try {
            commands.checkpoint(store.appliedIndex(), store.image());
        } catch (IOException e) {
            fail(e);
        }
    }

    private boolean log(List<Decided<?>> group, List<Decided<?>> changes) {
        List<MetadataCommand> logged =
                changes.stream().flatMap(decided -> decided.logged().stream()).toList();
        try {
            commands.append(logged);
            return true;
        } catch (IOException e) {
            fail(e);
            group.forEach(decided -> decided.answerUnknown("the metadata log failed: " + e.getMessage()));
            return false;
        }
    }

    private void carryOut(List<Decided<?>> changes) {
        var deleted = new ArrayList<TopicState>();
        long index = commands.lastIndex() - changes.size();
        for (var change : changes) {
            index++;
            var before = store.image();
            // Who sees a partition in the image can write to it.
            change.events().stream()
                    .flatMap(event -> growing(event, change.after()).stream())
                    .forEach(partitions::serve);
            store.apply(index, change.events());
            change.events().forEach(event -> putIntoForce(event, before, deleted));
            listeners.values().forEach(listener -> listener.accept(store.image()));
        }
        if (!deleted.isEmpty()) {
            quiesce.run();
            deleted.forEach(this::deleteLogs);
        }
    }

    /** The topic that an event gives new partitions to, as it is then. */
    private static Optional<TopicState> growing(MetadataEvent event, MetadataImage after) {
        return switch (event) {
            case TopicCreated(var topic) -> Optional.of(topic);
            case PartitionsAdded added -> after.topic(added.id());
            case ConfigsReplaced replaced -> Optional.empty();
            case TopicDeleted deleted -> Optional.empty();
            case ClusterFormatted formatted -> Optional.empty();
            case ProducerIdsAllocated allocated -> Optional.empty();
            case ControlReplaced replaced -> Optional.empty();
        };
    }

    private void putIntoForce(MetadataEvent event, MetadataImage before, List<TopicState> deleted) {
        if (event instanceof ConfigsReplaced(var id, var configs)) {
            logs.configure(store.image().topic(id).orElseThrow());
        } else if (event instanceof TopicDeleted(var id)) {
            var topic = before.topic(id).orElseThrow();
            partitions.leave(topic);
            deleted.add(topic);
        }
    }

    private Optional<Rejection> createLogs(TopicState topic, boolean isNew) {
        try {
            logs.create(topic);
            return Optional.empty();
        } catch (IOException e) {
            if (isNew) {
                // What was created of it would hold on to files until the next start.
                deleteLogs(topic);
            }
            faults.storageFailed("logs of topic " + topic.name(), e);
            return Optional.of(new Rejection(
                    Rejection.Reason.STORAGE_FAILED,
                    "logs of topic " + topic.name() + " can't be created: " + e.getMessage()));
        }
    }

    private void deleteLogs(TopicState topic) {
        try {
            logs.delete(topic);
        } catch (IOException e) {
            // The topic is gone all the same; the next start moves what is left of its logs away.
            faults.storageFailed("logs of deleted topic " + topic.name(), e);
        }
    }

    private void fail(IOException e) {
        failure = Optional.of(new Rejection(
                Rejection.Reason.STORAGE_FAILED,
                "the metadata log failed: " + e.getMessage() + "; check the disk and restart the node"));
        faults.storageFailed("metadata log", e);
    }
}
