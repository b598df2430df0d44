package io.takhin.daemon.adapter.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.port.RecordedFaults;
import io.takhin.daemon.port.Records;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a backend's process again and again and looks whether all that it acknowledged is there. More rounds:
 * {@code -Dtakhin.crash.rounds=100}; the same again: {@code -Dtakhin.crash.seed=N}.
 */
class DirectBackendCrashIT {

    private static final int ROUNDS = Integer.getInteger("takhin.crash.rounds", 3);
    private static final long SEED = Long.getLong("takhin.crash.seed", System.nanoTime() & 0xFFFF);

    @TempDir
    Path folder;

    private final Set<TopicId> created = new HashSet<>();
    private final Set<TopicId> deleting = new HashSet<>();
    private final Map<TopicId, Long> retention = new HashMap<>();
    private final Map<PartitionId, Map<Long, String>> appended = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"always", "interval"})
    @Timeout(1200)
    void keepsAllThatWasAcknowledgedOverKill(String flush) throws Exception {
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            var where = "flush " + flush + ", round " + round + ", rerun with -Dtakhin.crash.seed=" + SEED;
            long seed = random.nextInt(1, 1 << 20);
            int lines = 1 + random.nextInt(1200);

            // When
            runAndKill(flush, seed, lines);
            var crashed = random.nextBoolean() ? copyOf(folder.resolve("data"), round) : folder.resolve("data");

            // Then
            verify(crashed, where);
        }
    }

    private void runAndKill(String flush, long seed, int lines) throws IOException, InterruptedException {
        var errors = folder.resolve("stderr");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + accessOptions(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        CrashChild.class.getName(),
                        folder.resolve("data").toString(),
                        String.valueOf(seed),
                        flush)
                .redirectError(errors.toFile())
                .start();
        try (var output = process.inputReader()) {
            int read = readLines(output, lines);
            // By its handle: Process itself would close the pipe with what is still in it.
            assertTrue(process.toHandle().destroyForcibly());
            read += readLines(output, Integer.MAX_VALUE);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertTrue(read >= lines, () -> errorsOf(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String errorsOf(Path errors) {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Reads whole lines; the last one of a killed process may lack its end. */
    private int readLines(BufferedReader output, int max) throws IOException {
        var line = new StringBuilder();
        int read = 0;
        while (read < max) {
            int c = output.read();
            if (c < 0) {
                return read;
            }
            if (c == '\n') {
                note(line.toString().split(" ", -1));
                line.setLength(0);
                read++;
            } else {
                line.append((char) c);
            }
        }
        return read;
    }

    private void note(String[] words) {
        var id = TopicId.parse(words[1]);
        switch (words[0]) {
            case "created" -> created.add(id);
            case "deleting" -> deleting.add(id);
            case "configured" -> retention.put(id, Long.parseLong(words[2]));
            case "appended" ->
                appended.computeIfAbsent(new PartitionId(id, Integer.parseInt(words[2])), partition -> new HashMap<>())
                        .put(Long.parseLong(words[3]), words[4]);
            default -> throw new AssertionError(words[0]);
        }
    }

    private void verify(Path data, String where) throws Exception {
        var faults = new RecordedFaults();
        try (var backend = DirectFixture.start(data, new FlushPolicy.Always(), faults)) {
            var image = backend.metadata();
            for (var id : created) {
                assertTrue(image.topic(id).isPresent() || deleting.contains(id), () -> "topic " + id + ", " + where);
            }
            for (var entry : retention.entrySet()) {
                image.topic(entry.getKey())
                        .ifPresent(topic -> assertTrue(
                                Long.parseLong(topic.configs().get("retention.ms")) >= entry.getValue(), where));
            }
            for (var entry : appended.entrySet()) {
                if (image.topic(entry.getKey().topicId()).isPresent()) {
                    var values = new HashSet<>(Records.valuesFrom(backend, entry.getKey(), 0));
                    entry.getValue()
                            .forEach((offset, value) -> assertTrue(
                                    values.contains(offset + "=" + value),
                                    () -> "partition " + entry.getKey() + " offset " + offset + ", " + where));
                }
            }
        }
        faults.assertNoBug();
        assertEquals(0, faults.storage().size(), where);
    }

    /** Leaves the crashed folder as it is, so that the next process, too, starts from a crash. */
    private Path copyOf(Path data, int round) throws IOException {
        var copy = folder.resolve("copy-" + round);
        try (var files = Files.walk(data)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve(data.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static Path accessOptions() {
        var root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("packaging/jvm/access.jvm"))) {
            root = root.getParent();
        }
        return root.resolve("packaging/jvm/access.jvm");
    }
}
