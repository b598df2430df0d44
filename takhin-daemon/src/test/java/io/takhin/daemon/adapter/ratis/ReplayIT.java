package io.takhin.daemon.adapter.ratis;

import static io.takhin.daemon.port.Records.batch;
import static io.takhin.daemon.port.Records.done;
import static io.takhin.daemon.port.Records.durable;
import static io.takhin.daemon.port.Records.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.RecordedFaults;
import io.takhin.daemon.port.log.PartitionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node says of itself while it replays its Raft logs. */
class ReplayIT {

    private static final int GROUPS = 8;

    @TempDir
    Path folder;

    /** Each group has its own chance to answer too early, for as long as its leader's first entry is on its way. */
    @Test
    void isNotReadyBeforeAllIsApplied() throws Exception {
        // Given
        var voters = Map.of(1, RaftFixture.freeAddress());
        var options = RaftFixture.options(1, folder, GROUPS, voters);
        var faults = new RecordedFaults();
        var first = RaftFixture.open(options, faults);
        RaftFixture.await("ready", RaftCluster.PATIENCE, () -> first.cluster().ready());
        var topic = done(first.createTopic(new NewTopic("orders", GROUPS, 1, Map.of()), ChangeOptions.DEFAULT));
        for (var partition : topic.partitions().toList()) {
            done(first.append(partition, durable(batch("kept"))));
        }
        first.close();
        delete(folder.resolve("checkpoint"));
        var gate = new GatedReplicaStore();

        // When
        try (var again = RaftFixture.open(options, faults, gate::before);
                var _ = gate) {
            RaftFixture.await(
                    "leaders of all groups",
                    RaftCluster.PATIENCE,
                    () -> reason(again).startsWith("the node catches up"));
            gate.awaitArrival();
            var reason = reason(again);

            // Then
            for (int group : topic.groups()) {
                assertTrue(reason.contains("data-" + group), reason + " lacks group " + group);
            }
            int open = 0;
            for (var partition : topic.partitions().toList()) {
                // A group that has not come to its topic yet says so.
                if (again.status(partition) instanceof Outcome.Done<PartitionStatus>(var status)) {
                    assertEquals(OptionalInt.empty(), status.leader());
                    assertEquals(
                            OptionalInt.empty(), done(again.place(partition)).leader());
                    open++;
                }
            }
            assertTrue(open > 0, "no group stands at the gate");
            gate.close();
            RaftFixture.await(
                    "ready again", RaftCluster.PATIENCE, () -> again.cluster().ready());
            for (var partition : topic.partitions().toList()) {
                assertEquals(1, valuesFrom(again, partition, 0).size());
            }
        }
        faults.assertNoBug();
    }

    private static String reason(RaftBackend node) {
        return node.cluster().notReadyReason();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
