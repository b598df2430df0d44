package io.takhin.daemon.adapter.ratis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.PartitionStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Compares what the nodes have on disk. */
final class Replicas {

    private Replicas() {}

    /** Waits until all running nodes have the same end of each partition, then compares the segments byte for byte. */
    static void assertIdentical(RaftCluster cluster, TopicState topic) {
        topic.partitions().forEach(partition -> {
            RaftFixture.await(
                    "replicas of " + partition + " catch up", RaftCluster.PATIENCE, () -> sameEnds(cluster, partition));
            var first = cluster.nodes().keySet().iterator().next();
            var expected = bytes(cluster.folder(first), topic, partition);
            for (int id : cluster.nodes().keySet()) {
                assertArrayEquals(
                        expected,
                        bytes(cluster.folder(id), topic, partition),
                        "partition " + partition.partition() + " differs on nodes " + first + " and " + id);
            }
            assertEquals(expected.length > 0, highWatermark(cluster.nodes().get(first), partition) > 0);
        });
    }

    private static boolean sameEnds(RaftCluster cluster, PartitionId partition) {
        return cluster.nodes().values().stream()
                        .map(node -> highWatermark(node, partition))
                        .distinct()
                        .count()
                == 1;
    }

    private static long highWatermark(RaftBackend node, PartitionId partition) {
        return node.status(partition) instanceof Outcome.Done<PartitionStatus>(var status)
                ? status.highWatermark()
                : -1;
    }

    private static byte[] bytes(Path node, TopicState topic, PartitionId partition) {
        try {
            return bytes(node.resolve("logs")
                    .resolve(topic.id().toString())
                    .resolve(topic.name() + "-" + partition.partition()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All segments of a partition's folder one after the other. */
    static byte[] bytes(Path folder) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var file : segments(folder)) {
            all.writeBytes(Files.readAllBytes(file));
        }
        return all.toByteArray();
    }

    /** The segments of a partition's folder in order. */
    static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
