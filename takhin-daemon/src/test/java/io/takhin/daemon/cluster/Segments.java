package io.takhin.daemon.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The partitions' bytes on the nodes' disks. */
final class Segments {

    private Segments() {}

    /** Waits until each partition has the same bytes on all nodes. */
    static void awaitIdentical(ServeCluster cluster, String topic, int partitions) {
        for (int n = 0; n < partitions; n++) {
            int partition = n;
            ServeCluster.await(
                    "partition " + n + " is the same on all nodes", () -> identical(cluster, topic, partition));
        }
    }

    private static boolean identical(ServeCluster cluster, String topic, int partition) {
        var ids = cluster.ids().iterator();
        var first = bytes(cluster.data(ids.next()), topic, partition);
        while (ids.hasNext()) {
            if (!Arrays.equals(first, bytes(cluster.data(ids.next()), topic, partition))) {
                return false;
            }
        }
        return first.length > 0;
    }

    private static byte[] bytes(Path node, String topic, int partition) {
        try (Stream<Path> found = Files.find(
                node.resolve("logs"),
                3,
                (path, _) -> path.toString().endsWith(".log")
                        && String.valueOf(path.getParent().getFileName()).equals(topic + "-" + partition))) {
            var all = new ByteArrayOutputStream();
            for (var file : found.sorted().toList()) {
                all.writeBytes(Files.readAllBytes(file));
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
