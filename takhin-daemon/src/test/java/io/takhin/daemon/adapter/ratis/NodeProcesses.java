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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.FileRecords;

/** Three {@link NodeProcess}es that produce, and what is to be found on their disks afterwards. */
final class NodeProcesses implements AutoCloseable {

    static final List<Integer> IDS = List.of(1, 2, 3);

    private static final long PATIENCE_S = 150;

    private final Path folder;
    private final Map<Integer, String> voters = new TreeMap<>();
    private final Map<Integer, Process> processes = new HashMap<>();
    private final Map<Integer, Integer> runs = new HashMap<>();
    private final NodeStates states;
    private boolean churn;

    NodeProcesses(Path folder) throws IOException {
        this.folder = folder;
        this.states = new NodeStates(IDS.stream().map(this::data).toList());
        for (int id : IDS) {
            voters.put(id, RaftFixture.freeAddress());
        }
    }

    /** What the nodes' checkpoints hold. */
    NodeStates states() {
        return states;
    }

    /**
     * Compares the replicas of all topics, and looks for what was acknowledged, after {@link #end}.
     *
     * @return how many records were acknowledged
     */
    long verify(String run) throws IOException {
        var logs = new HashMap<Integer, List<String>>();
        for (int partition = 0; partition < NodeProcess.PARTITIONS; partition++) {
            var first = bytes(1, partition);
            for (int id = 2; id <= 3; id++) {
                assertArrayEquals(first, bytes(id, partition), run + ": partition " + partition + " on node " + id);
            }
            logs.put(partition, values(partition));
        }
        long acknowledged = 0;
        for (var line : acknowledged()) {
            var parts = line.split(" ", 2);
            var log = logs.get(Integer.valueOf(parts[0]));
            assertEquals(1, log.stream().filter(parts[1]::equals).count(), run + ": " + line);
            acknowledged++;
        }
        assertTrue(acknowledged > 0);
        logs.forEach((partition, values) -> assertInOrder(run, values));
        assertSameRecords(run);
        return acknowledged;
    }

    /** Numbers of one producer only grow, so none is there twice either. */
    private static void assertInOrder(String run, List<String> values) {
        var last = new HashMap<String, Long>();
        for (var value : values) {
            var producer = value.substring(0, value.indexOf(':'));
            long number = Long.parseLong(value.substring(value.indexOf(':') + 1));
            var before = last.put(producer, number);
            assertTrue(before == null || before < number, run + ": " + value + " after " + before);
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

    /** Node 1 also creates, trims and deletes topics from its next start on. */
    void churn() {
        churn = true;
    }

    /** Starts a node that ends at a fault point, empty for none. */
    void start(int id, String faultPoint) throws IOException {
        int run = runs.merge(id, 1, Integer::sum);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Xmx384m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-D" + NodeProcess.CHURN + "=" + churn);
        command.add("-D" + FaultPoint.PROPERTY + "=" + faultPoint);
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

    /** Waits until a node says something in this run. */
    void awaitLine(int id, String start) throws IOException {
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

    /** Whether a line of this run starts so. */
    boolean said(int id, String start) {
        try (Stream<String> lines = Files.lines(output(id))) {
            return lines.anyMatch(line -> line.startsWith(start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of this run. */
    String tail(int id) {
        try {
            var lines = Files.readAllLines(output(id));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a node ends by itself; returns its exit code. */
    int awaitEnd(int id, String what) throws IOException, InterruptedException {
        if (!process(id).waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("node " + id + " was not at \"" + what + "\" in time\n" + tail(id));
        }
        return process(id).exitValue();
    }

    void kill(int id) throws InterruptedException {
        process(id).destroyForcibly().waitFor();
    }

    void signal(int id, String signal) throws IOException, InterruptedException {
        var kill = new ProcessBuilder(
                        "kill", "-" + signal, String.valueOf(process(id).pid()))
                .start();
        assertEquals(0, kill.waitFor());
    }

    Path data(int id) {
        return folder.resolve("node-" + id);
    }

    /** Stops the load, waits until all nodes have all of it, and ends them. */
    void end() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("stop"));
        for (int id : IDS) {
            awaitLine(id, "produced");
        }
        Files.createFile(folder.resolve("sync"));
        for (int id : IDS) {
            awaitLine(id, "synced");
        }
        RaftFixture.await("all have the same state", Duration.ofSeconds(PATIENCE_S), states::same);
        processes.values().forEach(Process::destroy);
        for (int id : IDS) {
            assertTrue(process(id).waitFor(60, TimeUnit.SECONDS), "node " + id + " ends on SIGTERM");
        }
    }

    private Process process(int id) {
        return Objects.requireNonNull(processes.get(id), "not started");
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
    }

    /** The batches of all partitions that are on disk, from where every node still has them. */
    private void assertSameRecords(String run) throws IOException {
        var partitions = partitions(1);
        for (int id : IDS) {
            assertEquals(partitions, partitions(id), run + ": the partitions of node " + id);
        }
        for (var partition : partitions) {
            var first = 0L;
            var batches = new HashMap<Integer, List<Batch>>();
            for (int id : IDS) {
                var own = batches(data(id).resolve("logs").resolve(partition));
                first = Math.max(first, own.isEmpty() ? 0 : own.getFirst().baseOffset);
                batches.put(id, own);
            }
            long start = first;
            var expected = from(start, Objects.requireNonNull(batches.get(1)));
            batches.forEach(
                    (id, own) -> assertEquals(expected, from(start, own), run + ": " + partition + " on node " + id));
        }
    }

    private record Batch(long baseOffset, long lastOffset, int epoch, long checksum) {}

    private static List<Batch> from(long start, List<Batch> batches) {
        return batches.stream().filter(batch -> batch.baseOffset >= start).toList();
    }

    private Set<String> partitions(int id) throws IOException {
        var logs = data(id).resolve("logs");
        try (Stream<Path> folders = Files.find(
                logs, 2, (path, file) -> file.isDirectory() && path.getNameCount() == logs.getNameCount() + 2)) {
            return new TreeSet<>(folders.map(path -> logs.relativize(path).toString())
                    .filter(name -> !name.startsWith(".trash"))
                    .toList());
        }
    }

    private static List<Batch> batches(Path partition) throws IOException {
        var all = new ArrayList<Batch>();
        for (var segment : Replicas.segments(partition)) {
            try (var records = FileRecords.open(segment.toFile())) {
                for (var batch : records.batches()) {
                    all.add(new Batch(
                            batch.baseOffset(), batch.lastOffset(), batch.partitionLeaderEpoch(), batch.checksum()));
                }
            }
        }
        return all;
    }
}
