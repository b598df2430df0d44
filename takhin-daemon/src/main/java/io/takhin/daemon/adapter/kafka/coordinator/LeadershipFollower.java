package io.takhin.daemon.adapter.kafka.coordinator;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.log.PartitionStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a coordinator's shards where its partitions are led: a shard is loaded when this node starts to lead the
 * partition, and dropped when it no longer does or leads it in a new epoch. A partition that can't be written or loaded
 * is dropped and loaded anew.
 *
 * <p>Looks at the partitions' state on a short timer and at each change of metadata; one thread of its own makes all
 * calls.
 */
public final class LeadershipFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeadershipFollower.class);
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Backend backend;
    private final CoordinatorTopic topic;
    private final Shards shards;
    private final Loads loads;
    private final ScheduledExecutorService thread;
    private final Set<Integer> broken = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> ledEpochs = new HashMap<>();
    private @Nullable TopicId followed;
    private @Nullable Subscription metadata;

    /** Follows nothing before {@link #start}. */
    public LeadershipFollower(Backend backend, CoordinatorTopic topic, Shards shards, Loads loads, String threadName) {
        this.backend = backend;
        this.topic = topic;
        this.shards = shards;
        this.loads = loads;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(threadName).factory());
    }

    /** Starts to follow. */
    public void start() {
        metadata = backend.onMetadata(_ -> lookSoon());
        var _ = thread.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has a partition dropped and loaded anew, within the interval. Any thread. */
    public void reload(int partition) {
        broken.add(partition);
    }

    /** Ends the calls; the shards stay as they are. */
    @Override
    public void close() {
        if (metadata != null) {
            metadata.close();
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("topic", topic.name()).log("following the leadership did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookSoon() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.atTrace().setCause(e).log("metadata changed after the end");
        }
    }

    private void look() {
        try {
            var state = topic.state();
            if (followed != null && !state.map(TopicState::id).equals(Optional.of(followed))) {
                Set.copyOf(ledEpochs.keySet()).forEach(this::resign);
                followed = null;
            }
            state.ifPresent(this::follow);
        } catch (RuntimeException e) {
            // The timer would stop for good, and with it every hand-over.
            LOG.atError().setCause(e).addKeyValue("topic", topic.name()).log("can't follow the leadership");
        }
    }

    private void follow(TopicState state) {
        if (followed == null) {
            followed = state.id();
            shards.created(state.partitionCount());
        }
        int node = backend.cluster().nodeId();
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            follow(partition, backend.status(state.partition(partition)), node);
        }
    }

    private void follow(int partition, Outcome<PartitionStatus> outcome, int node) {
        boolean wasBroken = broken.remove(partition);
        var led = ledEpochs.get(partition);
        if (outcome instanceof Outcome.Done<PartitionStatus>(var status)
                && status.leader().isPresent()
                && status.leader().getAsInt() == node) {
            if (led != null && (wasBroken || led != status.leaderEpoch())) {
                resign(partition);
                led = null;
            }
            // A load of before is over soon, and the timer comes again.
            if (led == null && !loads.underWay(partition)) {
                ledEpochs.put(partition, status.leaderEpoch());
                shards.elected(partition, status.leaderEpoch());
            }
        } else if (led != null) {
            resign(partition);
        }
    }

    private void resign(int partition) {
        ledEpochs.remove(partition);
        shards.resigned(partition);
        loads.abandon(partition);
    }

    /** A coordinator's shards, one per partition. */
    public interface Shards {

        /** The topic is there, with this many partitions. Before any other call. */
        void created(int partitions);

        /** This node leads a partition: load its shard. */
        void elected(int partition, int leaderEpoch);

        /** This node leads it no longer, or must load it anew: drop its shard. */
        void resigned(int partition);
    }
}
