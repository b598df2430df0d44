package io.takhin.daemon.adapter.admin;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.NewPartitions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.ProducerIdBlock;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A backend in memory, with switches for what goes wrong. */
final class FakeBackend implements Backend {

    /** What the backend says to everything but its status. */
    volatile boolean ready = true;

    /** Whether partitions have a leader. */
    volatile boolean led = true;

    /** Whether appends and changes are never answered. */
    volatile boolean mute;

    private final Map<PartitionId, FakeLog> logs = new ConcurrentHashMap<>();
    private final Map<PartitionId, List<Runnable>> signals = new ConcurrentHashMap<>();
    private final List<Consumer<MetadataImage>> listeners = new CopyOnWriteArrayList<>();
    private volatile MetadataImage image = MetadataImage.EMPTY;
    private long nextTopicId;

    FakeBackend() {
        apply(new MetadataCommand.FormatCluster("fake-cluster", 1));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> createTopic(NewTopic topic, ChangeOptions options) {
        var id = new TopicId(7, nextTopicId++);
        return change(
                new MetadataCommand.CreateTopic(
                        id,
                        topic.name(),
                        topic.partitions() < 0 ? 1 : topic.partitions(),
                        topic.replicationFactor() < 0 ? 1 : topic.replicationFactor(),
                        topic.configs(),
                        1000),
                id,
                options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> addPartitions(
            String topic, NewPartitions wanted, ChangeOptions options) {
        return withTopic(
                topic,
                found -> change(
                        new MetadataCommand.AddPartitions(found.id(), wanted.total(), wanted.assignment()),
                        found.id(),
                        options));
    }

    @Override
    public CompletableFuture<Outcome<ClusterControl>> alterNodeConfigs(
            String node, ConfigChange change, ChangeOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> alterConfigs(
            String topic, ConfigChange change, ChangeOptions options) {
        return withTopic(
                topic,
                found -> change(
                        new MetadataCommand.AlterConfigs(found.id(), change.set(), change.remove()),
                        found.id(),
                        options));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> delete(String topic, ChangeOptions options) {
        return withTopic(topic, found -> {
            if (!options.dryRun()) {
                apply(new MetadataCommand.DeleteTopic(found.id()));
                found.partitions().forEach(this::signal);
            }
            return done(Outcome.done(found));
        });
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> topic(String name) {
        return withTopic(name, found -> done(Outcome.done(found)));
    }

    @Override
    public CompletableFuture<Outcome<ProducerIdBlock>> allocateProducerIds(int count) {
        long first = image.nextProducerId();
        apply(new MetadataCommand.AllocateProducerIds(count));
        return done(Outcome.done(new ProducerIdBlock(first, count)));
    }

    @Override
    public CompletableFuture<Outcome<Appended>> append(PartitionId partition, AppendRequest request) {
        if (mute) {
            return new CompletableFuture<>();
        }
        var outcome = log(partition, log -> log.append(request.batches()));
        signal(partition);
        return done(outcome);
    }

    @Override
    public CompletableFuture<Outcome<ReadResult>> read(PartitionId partition, ReadRequest request) {
        return done(log(partition, log -> log.read(request)));
    }

    @Override
    public CompletableFuture<Outcome<Long>> trim(PartitionId partition, long beforeOffset, ChangeOptions options) {
        return done(log(partition, log -> log.trim(beforeOffset, options.dryRun())));
    }

    @Override
    public CompletableFuture<Outcome<OffsetAt>> offsetAt(PartitionId partition, OffsetQuery query) {
        return done(status(partition).map(status -> switch (query) {
            case OffsetQuery.Earliest _ -> new OffsetAt(status.startOffset(), -1, -1);
            case OffsetQuery.Latest _ -> new OffsetAt(status.highWatermark(), -1, -1);
            case OffsetQuery.AtTime _, OffsetQuery.MaxTimestamp _, OffsetQuery.EndOfEpoch _ -> OffsetAt.NONE;
        }));
    }

    @Override
    public CompletableFuture<Outcome<List<ProducerState>>> producers(PartitionId partition) {
        return done(Outcome.done(List.of()));
    }

    @Override
    public Outcome<PartitionStatus> status(PartitionId partition) {
        return log(partition, log -> Outcome.done(log.status(led)));
    }

    @Override
    public MetadataImage metadata() {
        return image;
    }

    @Override
    public ClusterView cluster() {
        return new ClusterView(
                "fake-cluster",
                1,
                ready ? OptionalInt.of(1) : OptionalInt.empty(),
                List.of(new ClusterView.Node(1, "", "", "127.0.0.1:7070", true, true)),
                ready,
                ready ? "" : "opening logs: 3 of 10");
    }

    @Override
    public Subscription onAppend(PartitionId partition, Runnable signal) {
        var list = signals.computeIfAbsent(partition, _ -> new CopyOnWriteArrayList<>());
        list.add(signal);
        return () -> list.remove(signal);
    }

    @Override
    public Subscription onMetadata(Consumer<MetadataImage> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }

    /** How many append signals are registered. */
    int subscriptions() {
        return signals.values().stream().mapToInt(List::size).sum();
    }

    private void signal(PartitionId partition) {
        signals.getOrDefault(partition, List.of()).forEach(Runnable::run);
    }

    private <T> Outcome<T> log(PartitionId partition, Function<FakeLog, Outcome<T>> use) {
        var topic = image.topic(partition.topicId());
        if (topic.isEmpty()) {
            return Outcome.reject(Reason.UNKNOWN_TOPIC, "no topic has the id " + partition.topicId());
        }
        if (partition.partition() >= topic.get().partitionCount()) {
            return Outcome.reject(
                    Reason.UNKNOWN_PARTITION,
                    "topic " + topic.get().name() + " has no partition " + partition.partition());
        }
        return use.apply(logs.computeIfAbsent(partition, _ -> new FakeLog()));
    }

    private CompletableFuture<Outcome<TopicState>> withTopic(
            String name, Function<TopicState, CompletableFuture<Outcome<TopicState>>> use) {
        return image.topic(name)
                .map(use)
                .orElseGet(() -> done(Outcome.reject(Reason.UNKNOWN_TOPIC, "there is no topic " + name)));
    }

    private CompletableFuture<Outcome<TopicState>> change(MetadataCommand command, TopicId id, ChangeOptions options) {
        if (mute) {
            return new CompletableFuture<>();
        }
        if (!ready) {
            return done(Outcome.reject(Reason.NOT_READY, "opening logs: 3 of 10"));
        }
        return switch (MetadataMachine.decide(image, command)) {
            case Decision.Accepted(var events) -> {
                var next = image;
                for (var event : events) {
                    next = next.with(event);
                }
                if (!options.dryRun()) {
                    publish(next);
                }
                yield done(Outcome.done(next.topic(id).orElseThrow()));
            }
            case Decision.Rejected(var rejection) -> done(new Outcome.Rejected<>(rejection));
        };
    }

    private synchronized void apply(MetadataCommand command) {
        if (MetadataMachine.decide(image, command) instanceof Decision.Accepted(var events)) {
            var next = image;
            for (var event : events) {
                next = next.with(event);
            }
            publish(next);
        }
    }

    private void publish(MetadataImage next) {
        image = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    private static <T> CompletableFuture<Outcome<T>> done(Outcome<T> outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
