package io.takhin.cli.fake;

import io.takhin.cli.command.ExitCode;
import io.takhin.common.admin.client.Endpoint;
import io.takhin.common.admin.client.HttpAdminClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Daemons as this program serves them, in processes of their own, and the command line that talks to one of them. */
public final class Daemons implements AutoCloseable {

    private static final String DEADLINE = "2m";

    private final Map<Integer, Ports> ports = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();

    private record Ports(int raft, int kafka, int admin) {}

    /** Starts the first voters of a cluster, in folders below one, and waits until they are ready. */
    public void startVoters(Path folder, int... ids) throws IOException {
        var voters = IntStream.of(ids).mapToObj(id -> id + "@" + raft(id)).collect(Collectors.joining(","));
        for (int id : ids) {
            start(id, folder.resolve("node-" + id), "--initial-voters", voters);
        }
        for (int id : ids) {
            awaitReady(id);
        }
    }

    /** Starts a node on a folder that knows its cluster, and waits until it is ready. */
    public void startRestored(int id, Path data) throws IOException {
        start(id, data);
        awaitReady(id);
    }

    /** Starts a node that waits to be added. */
    public void startNewcomer(int id, Path data) throws IOException {
        start(id, data);
        awaitAnswer(id);
    }

    private void start(int id, Path data, String... more) throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + access(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.takhin.cli.Main"));
        line.addAll(List.of("serve", "--id", String.valueOf(id), "--data-dir", data.toString()));
        line.addAll(List.of("--raft", raft(id), "--kafka", kafka(id), "--admin", admin(id)));
        line.addAll(List.of(more));
        var log = data.resolveSibling(data.getFileName() + ".log").toFile();
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("TAKHIN_RAFT_ENABLED", "true");
        processes.add(builder.start());
    }

    private void awaitReady(int id) {
        var cli = cli(id);
        if (cli.run("wait", "ready", "--timeout", DEADLINE) != ExitCode.OK) {
            throw new AssertionError("node " + id + " is not ready: " + cli.err());
        }
    }

    /** A node that waits to be added answers that it is ill. */
    private void awaitAnswer(int id) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (cli(id).run("health") != ExitCode.CONDITION_FALSE) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("node " + id + " does not answer");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** A command line that talks to one node. */
    public CliRun cli(int id) {
        return new CliRun(globals -> new HttpAdminClient(List.of(Endpoint.parse(admin(id)))));
    }

    public String raft(int id) {
        return "127.0.0.1:" + ports(id).raft;
    }

    public String kafka(int id) {
        return "127.0.0.1:" + ports(id).kafka;
    }

    private String admin(int id) {
        return "127.0.0.1:" + ports(id).admin;
    }

    private Ports ports(int id) {
        return ports.computeIfAbsent(id, _ -> new Ports(freePort(), freePort(), freePort()));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options the launcher uses, from this folder or one above it. */
    private static Path access() {
        var from = Path.of("").toAbsolutePath();
        while (!Files.exists(from.resolve("packaging/jvm/access.jvm"))) {
            from = from.getParent();
        }
        return from.resolve("packaging/jvm/access.jvm");
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
