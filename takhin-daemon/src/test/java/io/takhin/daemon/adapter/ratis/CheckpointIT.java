package io.takhin.daemon.adapter.ratis;

import static io.takhin.daemon.port.Records.batch;
import static io.takhin.daemon.port.Records.done;
import static io.takhin.daemon.port.Records.durable;
import static io.takhin.daemon.port.Records.idempotent;
import static io.takhin.daemon.port.Records.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints let the Raft log go, and a node that missed it comes back all the same. */
class CheckpointIT {

    /** Files of 4 MB, a checkpoint per second or MB, and one more turn for the purge, on a slow machine. */
    private static final long LOG_BYTES_MAX = 48 << 20;

    @TempDir
    Path folder;

    @Test
    void copiesWhatAReplicaMissedWhenTheLogIsPurged() throws Exception {
        try (var cluster = RaftCluster.start(folder, 3, 1, RaftFixture.oftenCheckpointed())) {
            // Given: a follower that is away while the log goes
            var topic = create(cluster, "orders");
            var partition = topic.partition(0);
            done(cluster.node(1).append(partition, durable(idempotent(7, 0, 0, "first"))));
            int away = IntStream.rangeClosed(1, 3)
                    .filter(id -> id != cluster.leader(partition))
                    .findFirst()
                    .orElseThrow();
            cluster.stop(away);
            int leader = cluster.leader(partition);
            var late = create(cluster, "late");
            int written = 1 + writeUntilPurged(cluster, leader, partition);

            // When
            cluster.startNode(away);
            cluster.awaitReady();
            done(cluster.node(away).append(late.partition(0), durable(batch("back"))));

            // Then
            Replicas.assertIdentical(cluster, topic);
            Replicas.assertIdentical(cluster, late);
            assertEquals(written, valuesFrom(cluster.node(away), partition, 0).size());
            var again = done(cluster.node(away).append(partition, durable(idempotent(7, 0, 0, "first"))));
            assertTrue(again.duplicate());
            assertEquals(0, again.baseOffset());
        }
    }

    @Test
    void keepsTheRaftLogBoundedWhileAFollowerIsDead() throws Exception {
        try (var cluster = RaftCluster.start(folder, 3, 1, RaftFixture.oftenCheckpointed())) {
            // Given
            var topic = create(cluster, "orders");
            var partition = topic.partition(0);
            int dead = IntStream.rangeClosed(1, 3)
                    .filter(id -> id != cluster.leader(partition))
                    .findFirst()
                    .orElseThrow();
            cluster.stop(dead);
            int leader = cluster.leader(partition);
            var value = "v".repeat(700_000);

            // When: several times as much is written as the log may keep
            long largest = 0;
            for (int i = 0; i < 3 * LOG_BYTES_MAX / value.length(); i++) {
                done(cluster.node(leader).append(partition, durable(batch(value))));
                largest = Math.max(largest, RaftLogFiles.bytes(cluster.folder(leader)));
            }
            cluster.startNode(dead);
            cluster.awaitReady();

            // Then
            assertTrue(largest < LOG_BYTES_MAX, "the Raft log grew to " + largest + " bytes");
            Replicas.assertIdentical(cluster, topic);
        }
    }

    private static TopicState create(RaftCluster cluster, String name) throws Exception {
        return done(cluster.nodes()
                .values()
                .iterator()
                .next()
                .createTopic(new NewTopic(name, 1, 2, Map.of()), ChangeOptions.DEFAULT));
    }

    /** Writes until the leader's Raft log no longer starts at its beginning; returns how many records that took. */
    private int writeUntilPurged(RaftCluster cluster, int leader, PartitionId partition) throws Exception {
        int written = 0;
        var value = "v".repeat(700_000);
        while (RaftLogFiles.startsAtTheBeginning(cluster.folder(leader))) {
            assertTrue(written < 2000, "the Raft log is not purged");
            for (int i = 0; i < 20; i++) {
                done(cluster.node(leader).append(partition, durable(batch(value))));
                written++;
            }
        }
        return written;
    }
}
