package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.apply.DataCommand;
import io.takhin.daemon.adapter.ratis.apply.DataGroup;
import io.takhin.daemon.adapter.ratis.group.Group;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.NodeThreads;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.file.FreeSpaceGuard;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is looked after from time to time: checkpoints that are due, and on a leader what it alone decides. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final RaftOptions options;
    private final GroupIds ids;
    private final RaftNode node;
    private final RaftReplicas replicas;
    private final RaftConnections connections;
    private final Placement placement;
    private final RaftAdmin admin;
    private final NodeThreads threads;
    private final FreeSpaceGuard space;
    private final Clock clock;

    Upkeep(
            RaftOptions options,
            GroupIds ids,
            RaftNode node,
            RaftReplicas replicas,
            RaftConnections connections,
            Placement placement,
            RaftAdmin admin,
            NodeThreads threads,
            RaftPorts ports) {
        this.options = options;
        this.ids = ids;
        this.node = node;
        this.replicas = replicas;
        this.connections = connections;
        this.placement = placement;
        this.admin = admin;
        this.threads = threads;
        this.space = ports.space();
        this.clock = ports.clock();
    }

    void start() {
        every(Duration.ofMillis(500), "look at the disk", space::check);
        every(Duration.ofSeconds(1), "end late requests", connections::endLate);
        every(Duration.ofMillis(500), "ask the peers", admin::watchOthers);
        every(Duration.ofMillis(250), "change members", admin::drive);
        every(Duration.ofMillis(500), "adopt copies", () -> replicas.all().forEach(this::adopt));
        every(Duration.ofSeconds(1), "spread leaders", admin::spread);
        every(Duration.ofSeconds(1), "place topics", () -> onEachLed(placement::reconcile));
        every(
                options.tuning().checkpointInterval(),
                "checkpoint",
                () -> replicas.all().forEach(group -> group.states().checkpoint()));
        every(options.tuning().retentionInterval(), "retention", () -> onEachLed(this::retain));
        every(options.tuning().retentionInterval(), "forget producers", () -> onEachLed(this::forget));
    }

    private void every(Duration interval, String what, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // The next time tries again; a task that throws would never run again.
                LOG.atError().addKeyValue("task", what).setCause(e).log("Upkeep failed");
            }
        };
        var _ = threads.timer()
                .scheduleWithFixedDelay(
                        () -> {
                            try {
                                threads.work().execute(guarded);
                            } catch (RejectedExecutionException e) {
                                LOG.atDebug().addKeyValue("task", what).log("Upkeep waits for its next turn");
                            }
                        },
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private interface OfGroup {
        void run(int group);
    }

    private void onEachLed(OfGroup task) {
        for (int group = 0; group < ids.data().size(); group++) {
            if (node.leads(ids.data().get(group))) {
                task.run(group);
            }
        }
    }

    private void adopt(Group<?> group) {
        var first = group.states().unadopted();
        if (first.isPresent()) {
            try {
                node.adopt(group.id(), first.getAsLong());
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("group", group.name()).setCause(e).log("A copy was not adopted yet");
            }
        }
    }

    private void retain(int group) {
        long now = clock.millis();
        var starts = replicas.data()
                .get(group)
                .machine()
                .image()
                .partitions()
                .flatMap(id -> replicas.replicas().store().replica(id).stream())
                .filter(log -> log.retentionPoint(now) > log.startOffset())
                .map(log -> new DataCommand.Start(log.id().topicId(), log.id().partition(), log.retentionPoint(now)))
                .toList();
        if (!starts.isEmpty()) {
            propose(group, new DataCommand.Retain(starts));
        }
    }

    private void forget(int group) {
        long before = clock.millis() - options.tuning().producerExpiry().toMillis();
        var image = replicas.data().get(group).machine().image();
        boolean any = image.partitions().anyMatch(id -> image.producers(id).anySilentSince(before));
        if (any) {
            propose(group, new DataCommand.ForgetProducers(before));
        }
    }

    private void propose(int group, DataCommand command) {
        // What fails is found again the next time.
        var _ = connections.data(group).command(DataGroup.toBytes(command), TIMEOUT);
    }
}
