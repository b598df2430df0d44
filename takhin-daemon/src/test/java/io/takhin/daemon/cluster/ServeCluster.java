package io.takhin.daemon.cluster;

import io.takhin.common.admin.client.Endpoint;
import io.takhin.common.admin.client.HttpAdminClient;
import io.takhin.daemon.FreePorts;
import io.takhin.daemon.app.ServeMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Daemons as {@code takhin serve} runs them, in processes of their own, with links that can be cut. */
final class ServeCluster implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String LOOPBACK = "127.0.0.1:";

    private final Path folder;
    private final Map<Integer, Ports> ports = new TreeMap<>();
    private final Map<Integer, Process> processes = new TreeMap<>();
    private final Map<Integer, Integer> runs = new HashMap<>();
    private final RaftLinks links;

    private record Ports(int raft, int kafka, int admin) {}

    private ServeCluster(Path folder, int nodes) throws IOException {
        this.folder = folder;
        for (int id = 1; id <= nodes; id++) {
            ports.put(id, new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next()));
        }
        this.links = new RaftLinks(ports.keySet(), id -> ports.get(id).raft);
    }

    /** Starts some nodes and waits until all are ready. */
    static ServeCluster start(Path folder, int nodes) throws IOException {
        var cluster = new ServeCluster(folder, nodes);
        boolean ready = false;
        try {
            cluster.ids().forEach(cluster::start);
            cluster.awaitReady();
            ready = true;
            return cluster;
        } finally {
            if (!ready) {
                cluster.close();
            }
        }
    }

    Set<Integer> ids() {
        return new TreeSet<>(ports.keySet());
    }

    RaftLinks links() {
        return links;
    }

    Path data(int id) {
        return folder.resolve("node-" + id);
    }

    /** Starts a node that does not run. */
    void start(int id) {
        runs.merge(id, 1, Integer::sum);
        var voters = IntStream.of(ids().stream().mapToInt(Integer::intValue).toArray())
                .mapToObj(voter -> voter + "@" + links.address(voter))
                .collect(Collectors.joining(","));
        var own = ports.get(id);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + accessFile(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-classpath",
                System.getProperty("java.class.path"),
                ServeMain.class.getName()));
        command.addAll(List.of("--id", String.valueOf(id), "--data-dir", data(id).toString()));
        command.addAll(List.of("--raft", LOOPBACK + own.raft, "--initial-voters", voters));
        command.addAll(List.of("--kafka", LOOPBACK + own.kafka, "--admin", LOOPBACK + own.admin));
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(file(id, "out").toFile())
                    .redirectError(file(id, "log").toFile())
                    .start();
            processes.put(id, process);
            links.process(id, process.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until all that run are ready; one that ends fails the test. */
    void awaitReady() {
        processes.keySet().forEach(id -> {
            try {
                await(
                        "node " + id + " is ready",
                        () -> saidReady(id) || !processes.get(id).isAlive());
            } catch (AssertionError e) {
                var logs = processes.keySet().stream()
                        .map(each -> "node " + each + ":\n" + tail(each))
                        .collect(Collectors.joining("\n"));
                throw new AssertionError(e.getMessage() + "\n" + logs, e);
            }
            if (!processes.get(id).isAlive()) {
                throw new AssertionError("node " + id + " ended:\n" + tail(id));
            }
        });
    }

    private boolean saidReady(int id) {
        try {
            return Files.readString(file(id, "out")).contains("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill(int id) throws InterruptedException {
        var process = processes.get(id);
        process.destroyForcibly();
        process.waitFor();
    }

    /** Ends a node as its supervisor does; returns the exit code. */
    int terminate(int id) throws IOException, InterruptedException {
        signal(id, "TERM");
        if (!processes.get(id).waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("node " + id + " did not end on SIGTERM:\n" + tail(id));
        }
        return processes.get(id).exitValue();
    }

    void signal(int id, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(processes.get(id).pid()))
                .start()
                .waitFor();
    }

    String bootstrap() {
        return ports.values().stream().map(own -> LOOPBACK + own.kafka).collect(Collectors.joining(","));
    }

    HttpAdminClient admin(int id) {
        return new HttpAdminClient(List.of(Endpoint.parse(LOOPBACK + ports.get(id).admin)));
    }

    /** The last lines of a node's log. */
    String tail(int id) {
        try {
            var lines = Files.readAllLines(file(id, "log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int id, String kind) {
        return folder.resolve(kind + "-" + id + "-" + runs.get(id));
    }

    /** Waits for a condition. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** The options the launcher uses, from this folder or one above it. */
    private static Path accessFile() {
        var above = Path.of("").toAbsolutePath();
        while (!Files.exists(above.resolve("packaging/jvm/access.jvm"))) {
            above = above.getParent();
        }
        return above.resolve("packaging/jvm/access.jvm");
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(Process::destroyForcibly);
        links.close();
    }
}
