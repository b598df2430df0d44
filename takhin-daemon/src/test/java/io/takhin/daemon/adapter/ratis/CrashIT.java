package io.takhin.daemon.adapter.ratis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.FileRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes in processes of their own that are killed and paused at random moments while each of them produces. A
 * seed fixes the faults; {@code -Dtakhin.seed} and {@code -Dtakhin.faults} ask for others and for more.
 */
class CrashIT {

    private static final long SEED = Long.getLong("takhin.seed", 42);
    private static final int FAULTS = Integer.getInteger("takhin.faults", 2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Map<Integer, String> voters = new TreeMap<>();
    private final Map<Integer, Process> processes = new HashMap<>();
    private final Map<Integer, Integer> runs = new HashMap<>();

    @Test
    @Timeout(value = 170 + 60L * 10, unit = TimeUnit.SECONDS)
    void keepsEachAcknowledgedRecordOnceAndInOrder() throws Exception {
        // Given
        for (int id = 1; id <= 3; id++) {
            voters.put(id, RaftFixture.freeAddress());
        }
        for (int id = 1; id <= 3; id++) {
            start(id);
        }
        var random = new Random(SEED);
        try {
            for (int id = 1; id <= 3; id++) {
                awaitLine(id, "ready");
            }

            // When
            for (int fault = 0; fault < FAULTS; fault++) {
                elapse(1000 + random.nextInt(2000));
                inject(1 + random.nextInt(3), random.nextInt(3), random);
            }
            elapse(2000);
            Files.createFile(folder.resolve("stop"));
            for (int id = 1; id <= 3; id++) {
                awaitLine(id, "produced");
            }
            Files.createFile(folder.resolve("sync"));
            for (int id = 1; id <= 3; id++) {
                awaitLine(id, "synced");
            }
        } finally {
            for (var process : processes.values()) {
                process.destroy();
            }
            for (var process : processes.values()) {
                assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ends on SIGTERM");
            }
        }

        // Then
        verify();
    }

    private void inject(int id, int kind, Random random) throws Exception {
        var process = processes.get(id);
        if (kind == 2) {
            signal(process, "STOP");
            elapse(1000 + random.nextInt(4000));
            signal(process, "CONT");
        } else {
            process.destroyForcibly().waitFor();
            elapse(random.nextInt(3000));
            start(id);
            awaitLine(id, "ready");
        }
    }

    private void verify() throws IOException {
        var logs = new HashMap<Integer, List<String>>();
        for (int partition = 0; partition < NodeProcess.PARTITIONS; partition++) {
            var first = bytes(1, partition);
            for (int id = 2; id <= 3; id++) {
                assertArrayEquals(
                        first, bytes(id, partition), "seed " + SEED + ": partition " + partition + " on node " + id);
            }
            logs.put(partition, values(partition));
        }
        long acknowledged = 0;
        for (var line : acknowledged()) {
            var parts = line.split(" ", 2);
            var log = logs.get(Integer.valueOf(parts[0]));
            assertEquals(1, log.stream().filter(parts[1]::equals).count(), "seed " + SEED + ": " + line);
            acknowledged++;
        }
        assertTrue(acknowledged > 0);
        logs.forEach((partition, values) -> assertInOrder(values));
        System.out.println(
                "seed " + SEED + ", " + FAULTS + " faults: " + acknowledged + " acknowledged records are there once");
    }

    /** Numbers of one producer only grow, so none is there twice either. */
    private static void assertInOrder(List<String> values) {
        var last = new HashMap<String, Long>();
        for (var value : values) {
            var producer = value.substring(0, value.indexOf(':'));
            long number = Long.parseLong(value.substring(value.indexOf(':') + 1));
            var before = last.put(producer, number);
            assertTrue(before == null || before < number, "seed " + SEED + ": " + value + " after " + before);
        }
    }

    private List<String> acknowledged() throws IOException {
        var all = new ArrayList<String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.filter(file -> file.getFileName().toString().startsWith("acknowledged-"))
                    .toList()) {
                all.addAll(Files.readAllLines(file));
            }
        }
        return all;
    }

    private Path log(int id, int partition) throws IOException {
        try (Stream<Path> files = Files.find(
                folder.resolve("node-" + id).resolve("logs"),
                2,
                (path, _) -> path.getFileName().toString().equals(NodeProcess.TOPIC + "-" + partition))) {
            return files.findFirst().orElseThrow();
        }
    }

    private byte[] bytes(int id, int partition) throws IOException {
        return Replicas.bytes(log(id, partition));
    }

    private List<String> values(int partition) throws IOException {
        var values = new ArrayList<String>();
        for (var segment : Replicas.segments(log(1, partition))) {
            try (var records = FileRecords.open(segment.toFile())) {
                for (var entry : records.records()) {
                    var value = new byte[entry.valueSize()];
                    entry.value().get(value);
                    values.add(new String(value, StandardCharsets.UTF_8));
                }
            }
        }
        return values;
    }

    private void start(int id) throws IOException {
        int run = runs.merge(id, 1, Integer::sum);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Xmx384m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeProcess.class.getName()));
        command.addAll(List.of(folder.toString(), String.valueOf(id), String.valueOf(run)));
        voters.forEach((voter, address) -> command.add(voter + "=" + address));
        processes.put(
                id,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output(id).toFile())
                        .start());
    }

    private Path output(int id) {
        return folder.resolve("output-" + id + "-" + runs.get(id));
    }

    private void awaitLine(int id, String start) throws IOException {
        try {
            RaftFixture.await(
                    "node " + id + " says " + start,
                    Duration.ofSeconds(150),
                    () -> said(id, start) || !processes.get(id).isAlive());
            assertTrue(said(id, start), "node " + id + " ended");
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + tail(id), e);
        }
    }

    private boolean said(int id, String start) {
        try (Stream<String> lines = Files.lines(output(id))) {
            return lines.anyMatch(line -> line.startsWith(start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tail(int id) throws IOException {
        var lines = Files.readAllLines(output(id));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    private static void signal(Process process, String signal) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    /** Time in which the nodes work; nothing is to be waited for. */
    private static void elapse(long ms) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
