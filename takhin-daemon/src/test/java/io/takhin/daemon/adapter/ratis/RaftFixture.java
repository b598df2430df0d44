package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.FreePorts;
import io.takhin.daemon.adapter.metadata.HeapMetadataStore;
import io.takhin.daemon.adapter.storage.KafkaReplicaStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.ReplicaStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Time;

/** Nodes on real storage, with clocks fast enough for tests. */
final class RaftFixture {

    static final String CLUSTER_ID = "dGFraGluLXRlc3QtY2x1cw";

    private RaftFixture() {}

    static RaftOptions.Tuning tuning() {
        return new RaftOptions.Tuning(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                256L << 20,
                Duration.ofSeconds(60),
                Duration.ofDays(1),
                64 << 20,
                256);
    }

    /** Checkpoints at every turn, and a Raft log that is purged soon. */
    static RaftOptions.Tuning oftenCheckpointed() {
        var usual = tuning();
        return new RaftOptions.Tuning(
                usual.electionMin(),
                usual.electionMax(),
                Duration.ofMillis(500),
                1 << 20,
                usual.retentionInterval(),
                usual.producerExpiry(),
                4 << 20,
                10);
    }

    /** Besides, producers are forgotten that were silent for longer than any that is still there ever is. */
    static RaftOptions.Tuning forgetful() {
        var often = oftenCheckpointed();
        return new RaftOptions.Tuning(
                often.electionMin(),
                often.electionMax(),
                often.checkpointInterval(),
                often.checkpointBytes(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                often.segmentBytes(),
                often.entriesKept());
    }

    /** Besides, records that are too old go every second, and a node that is slow to answer is no dead one. */
    static RaftOptions.Tuning forFaultPoints() {
        var often = oftenCheckpointed();
        return new RaftOptions.Tuning(
                Duration.ofSeconds(4),
                Duration.ofSeconds(6),
                often.checkpointInterval(),
                often.checkpointBytes(),
                Duration.ofSeconds(1),
                often.producerExpiry(),
                often.segmentBytes(),
                often.entriesKept());
    }

    /** Lets a moment pass before the next try. */
    static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    static RaftOptions options(int id, Path data, int dataGroups, Map<Integer, String> voters) {
        return new RaftOptions(
                id, voters.get(id), voters.get(id), CLUSTER_ID, dataGroups, voters, data, 3, 1, tuning());
    }

    static RaftOptions withTuning(RaftOptions o, RaftOptions.Tuning tuning) {
        return new RaftOptions(
                o.nodeId(),
                o.listen(),
                o.raft(),
                o.clusterId(),
                o.dataGroups(),
                o.initialVoters(),
                o.folder(),
                o.replicationFactor(),
                o.partitions(),
                tuning);
    }

    static RaftBackend open(RaftOptions options, FaultHandler faults) throws IOException {
        return open(options, faults, store -> store);
    }

    /** A node on partition logs that are not what they seem. */
    static RaftBackend open(RaftOptions options, FaultHandler faults, UnaryOperator<ReplicaStore> logs)
            throws IOException {
        return open(options, faults, logs, new FreeSpaceGuard(() -> Long.MAX_VALUE, 0));
    }

    /** A node whose disk may be full. */
    static RaftBackend open(
            RaftOptions options, FaultHandler faults, UnaryOperator<ReplicaStore> logs, FreeSpaceGuard space)
            throws IOException {
        var rules = new KafkaTopicConfigRules(Map.of());
        var ports = new RaftPorts(
                new HeapMetadataStore(),
                logs.apply(
                        new KafkaReplicaStore(StorageOptions.in(options.folder().resolve("logs")), rules, Time.SYSTEM)),
                rules,
                faults,
                Clock.systemUTC(),
                () -> new ClusterView.Node(
                        options.nodeId(),
                        options.raft(),
                        "kafka-" + options.nodeId() + ":9092",
                        "admin-" + options.nodeId() + ":7070",
                        true,
                        true),
                space,
                "test");
        return RaftBackend.open(options, ports, (done, total) -> {});
    }

    static String freeAddress() throws IOException {
        return "127.0.0.1:" + FreePorts.next();
    }

    static void await(String what, Duration timeout, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + timeout + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
