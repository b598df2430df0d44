package io.takhin.daemon.adapter.ratis;

import static io.takhin.daemon.port.Records.done;
import static io.takhin.daemon.port.Records.durable;
import static io.takhin.daemon.port.Records.idempotent;
import static io.takhin.daemon.port.Records.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.RecordedFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node starts from what a kill leaves on disk: logs that are ahead of the newest checkpoint. */
class CrashImageIT {

    private static final int PARTITIONS = 3;

    @TempDir
    Path folder;

    @Test
    void replaysToTheSameBytes() throws Exception {
        var voters = Map.of(1, RaftFixture.freeAddress());
        var faults = new RecordedFaults();
        var data = folder.resolve("data");
        var options = RaftFixture.withTuning(RaftFixture.options(1, data, 2, voters), RaftFixture.oftenCheckpointed());
        var node = RaftFixture.open(options, faults);
        int[] next = new int[PARTITIONS];
        try {
            for (int round = 0; round < 4; round++) {
                // Given
                var running = node;
                RaftFixture.await(
                        "ready", RaftCluster.PATIENCE, () -> running.cluster().ready());
                var topic = round == 0
                        ? done(running.createTopic(
                                new NewTopic("orders", PARTITIONS, 1, Map.of()), ChangeOptions.DEFAULT))
                        : done(running.topic("orders"));
                for (int i = 0; i < 200; i++) {
                    int partition = i % PARTITIONS;
                    done(running.append(
                            topic.partition(partition),
                            durable(idempotent(7, 0, next[partition], "v" + next[partition]++))));
                }
                var image = folder.resolve("image-" + round);
                copy(data, image);
                var before = values(running, topic);

                // When: the process is gone, its files are not
                running.close();
                Files.move(data, folder.resolve("closed-" + round));
                Files.move(image, data);
                node = RaftFixture.open(options, faults);
                var restarted = node;
                RaftFixture.await(
                        "ready again",
                        RaftCluster.PATIENCE,
                        () -> restarted.cluster().ready());

                // Then
                var after = values(restarted, topic);
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    assertEquals(next[partition], before.get(partition).size());
                    assertEquals(next[partition], after.get(partition).size());
                    assertTrue(before.get(partition).equals(after.get(partition)), "partition " + partition);
                }
            }
        } finally {
            node.close();
        }
        faults.assertNoBug();
    }

    private static List<List<String>> values(RaftBackend node, TopicState topic) throws Exception {
        var all = new ArrayList<List<String>>();
        for (var partition : topic.partitions().toList()) {
            all.add(valuesFrom(node, partition, 0));
        }
        return all;
    }

    /** Copies while the node runs but is idle; a checkpoint that is deleted under way makes it start again. */
    private static void copy(Path from, Path to) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                copyOnce(from, to);
                return;
            } catch (NoSuchFileException e) {
                if (attempt == 10) {
                    throw e;
                }
            }
        }
    }

    private static void copyOnce(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(target)) {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
