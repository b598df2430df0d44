package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.coordinator.CoordinatorTopic;
import io.takhin.daemon.adapter.kafka.coordinator.LeadershipFollower;
import io.takhin.daemon.adapter.kafka.coordinator.Loads;
import io.takhin.daemon.adapter.kafka.coordinator.StateLoader;
import io.takhin.daemon.adapter.kafka.coordinator.StateLogs;
import io.takhin.daemon.port.Backend;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRuntimeMetricsImpl;
import org.apache.kafka.coordinator.common.runtime.MultiThreadedEventProcessor;
import org.apache.kafka.coordinator.transaction.TransactionCoordinatorRecordSerde;
import org.apache.kafka.server.util.timer.SystemTimer;
import org.apache.kafka.server.util.timer.SystemTimerReaper;

/** The parts a transaction coordinator is made of: Kafka's runtime, our shards, and what moves them about. */
final class TxnRuntime implements LeadershipFollower.Shards {

    private static final int CACHED_BUFFER_BYTES_MAX = 1 << 20;
    private static final String THREADS = "takhin-txn-";

    private final CoordinatorTopic topic;
    private final CoordinatorRuntime<TxnShard, CoordinatorRecord> runtime;
    private final LeadershipFollower follower;
    private final Map<Integer, Integer> epochs = new ConcurrentHashMap<>();
    private volatile TxnShard.Prepared prepared = (_, _) -> {};

    TxnRuntime(Backend backend, TxnSettings settings) {
        this.topic = new CoordinatorTopic(
                backend,
                Topic.TRANSACTION_STATE_TOPIC_NAME,
                settings.partitions(),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.COMPRESSION_TYPE_CONFIG,
                        "uncompressed",
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Integer.toString(settings.segmentBytes())));
        var loads = new Loads();
        this.follower = new LeadershipFollower(backend, topic, this, loads, THREADS + "leadership");
        var logs = new StateLogs(
                backend, topic, settings.appendTimeout(), follower::reload, StateLogs.TransactionCheck.NONE);
        this.runtime = runtime(backend, settings, logs, loads);
    }

    CoordinatorTopic topic() {
        return topic;
    }

    CoordinatorRuntime<TxnShard, CoordinatorRecord> runtime() {
        return runtime;
    }

    LeadershipFollower follower() {
        return follower;
    }

    /** Before the follower starts. */
    void onPrepared(TxnShard.Prepared listener) {
        prepared = listener;
    }

    Optional<Integer> epoch(int partition) {
        return Optional.ofNullable(epochs.get(partition));
    }

    @Override
    public void created(int partitions) {
        // Ids find their partition by the topic's own count.
    }

    @Override
    public void elected(int partition, int leaderEpoch) {
        epochs.put(partition, leaderEpoch);
        runtime.scheduleLoadOperation(name(partition), leaderEpoch);
    }

    @Override
    public void resigned(int partition) {
        epochs.remove(partition);
        // Without an epoch it always counts, also when the same term is loaded anew.
        runtime.scheduleUnloadOperation(name(partition), OptionalInt.empty());
    }

    private TopicPartition name(int partition) {
        return new TopicPartition(topic.name(), partition);
    }

    private CoordinatorRuntime<TxnShard, CoordinatorRecord> runtime(
            Backend backend, TxnSettings settings, StateLogs logs, Loads loads) {
        var serde = new TransactionCoordinatorRecordSerde();
        var log = new LogContext("[transactions of node " + backend.cluster().nodeId() + "] ");
        var metrics = new CoordinatorRuntimeMetricsImpl(new Metrics(), "transaction-coordinator-metrics", false);
        return new CoordinatorRuntime.Builder<TxnShard, CoordinatorRecord>()
                .withTime(Time.SYSTEM)
                .withTimer(new SystemTimerReaper(THREADS + "timer", new SystemTimer(THREADS + "timeouts")))
                .withLogContext(log)
                .withEventProcessor(new MultiThreadedEventProcessor(
                        log, THREADS + "worker-", settings.threads(), Time.SYSTEM, metrics))
                .withPartitionWriter(logs)
                .withLoader(new StateLoader<>(backend, logs, loads, serde, THREADS + "load-", 2))
                .withCoordinatorShardBuilderSupplier(
                        () -> new TxnShardBuilder(settings, (shard, txn) -> prepared.markersDue(shard, txn)))
                .withWriteTimeout(settings.appendTimeout())
                .withCoordinatorRuntimeMetrics(metrics)
                .withCoordinatorMetrics(new NoShardMetrics())
                .withSerializer(serde)
                // As Kafka enforces for this topic.
                .withCompression(Compression.NONE)
                .withAppendLingerMs(OptionalInt.empty())
                // The runtime's background work; shards here have none.
                .withExecutorService(Executors.newSingleThreadExecutor(Thread.ofPlatform()
                        .daemon()
                        .name(THREADS + "background")
                        .factory()))
                .withCachedBufferMaxBytesSupplier(() -> CACHED_BUFFER_BYTES_MAX)
                .build();
    }
}
