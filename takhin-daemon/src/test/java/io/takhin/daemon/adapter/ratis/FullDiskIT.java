package io.takhin.daemon.adapter.ratis;

import static io.takhin.daemon.port.Records.batch;
import static io.takhin.daemon.port.Records.done;
import static io.takhin.daemon.port.Records.durable;
import static io.takhin.daemon.port.Records.refused;
import static io.takhin.daemon.port.Records.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full up to the reserve. */
class FullDiskIT {

    @TempDir
    Path folder;

    @Test
    void refusesRecordsButReadsTrimsAndDeletesUntilThereIsRoomAgain() throws Exception {
        try (var cluster = RaftCluster.start(folder, 3, 1)) {
            // Given
            var topic =
                    done(cluster.node(1).createTopic(new NewTopic("orders", 1, 3, Map.of()), ChangeOptions.DEFAULT));
            var other = done(cluster.node(1).createTopic(new NewTopic("other", 1, 3, Map.of()), ChangeOptions.DEFAULT));
            var partition = topic.partition(0);
            done(cluster.node(1).append(partition, durable(batch("one", "two"))));

            // When
            cluster.freeBytes(RaftCluster.RESERVE_BYTES - 1);
            RaftFixture.await("records are refused", RaftCluster.PATIENCE, () -> isFull(cluster, partition));

            // Then: by each node, the leader and those that forward to it
            int leader = cluster.leader(partition);
            for (int id = 1; id <= 3; id++) {
                assertEquals(Reason.STORAGE_FULL, refused(cluster.node(id).append(partition, durable(batch("no")))));
            }
            assertEquals(
                    Reason.STORAGE_FULL,
                    refused(cluster.node(leader)
                            .createTopic(new NewTopic("more", 1, 3, Map.of()), ChangeOptions.DEFAULT)));
            var values = valuesFrom(cluster.node(leader), partition, 0);
            assertEquals(List.of("0=one", "1=two"), values.subList(0, 2));
            assertEquals(1, done(cluster.node(3).trim(partition, 1, ChangeOptions.DEFAULT)));
            assertEquals(other, done(cluster.node(2).delete("other", ChangeOptions.DEFAULT)));

            // When: there is room again
            cluster.freeBytes(2 * RaftCluster.RESERVE_BYTES);
            RaftFixture.await("records are taken", RaftCluster.PATIENCE, () -> !isFull(cluster, partition));
            done(cluster.node(1).append(partition, durable(batch("last"))));

            // Then
            Replicas.assertIdentical(cluster, topic);
        }
    }

    private static boolean isFull(RaftCluster cluster, PartitionId partition) {
        return cluster.nodes().values().stream().allMatch(node -> refuses(node, partition));
    }

    private static boolean refuses(RaftBackend node, PartitionId partition) {
        return node.append(partition, durable(batch("probe"))).join() instanceof Outcome.Rejected<?>;
    }
}
