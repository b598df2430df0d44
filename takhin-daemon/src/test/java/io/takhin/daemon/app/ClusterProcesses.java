package io.takhin.daemon.app;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.Endpoint;
import io.takhin.common.admin.client.HttpAdminClient;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.member.LeaderShow;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.FreePorts;
import io.takhin.daemon.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Daemons of one cluster, each in a process of its own, on loopback. */
final class ClusterProcesses implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration BRIEFLY = Duration.ofSeconds(3);

    private final Path folder;
    private final Map<Integer, Node> nodes = new TreeMap<>();

    private record Node(int id, int raft, int kafka, int admin, Path data, List<Process> processes) {}

    /** Chooses addresses for nodes from 1 on; starts none. */
    ClusterProcesses(Path folder, int count) throws IOException {
        this.folder = folder;
        for (int id = 1; id <= count; id++) {
            nodes.put(
                    id,
                    new Node(
                            id,
                            FreePorts.next(),
                            FreePorts.next(),
                            FreePorts.next(),
                            folder.resolve("node-" + id),
                            new ArrayList<>()));
        }
    }

    /** Starts the first nodes of a new cluster, these are its voters, and waits until they are ready. */
    void startVoters(int... ids) throws IOException {
        for (int id : ids) {
            startAgain(id, ids);
        }
        for (int id : ids) {
            await("node " + id + " ready", () -> health(id).ready());
        }
    }

    /** Starts a node as at the very first time, told these first voters; returns at once. */
    void startAgain(int id, int... ids) throws IOException {
        var voters = IntStream.of(ids).mapToObj(one -> one + "@" + raft(one)).collect(Collectors.joining(","));
        start(id, "--initial-voters", voters);
    }

    /** Starts a node that has a folder already, or waits to be added; returns at once. */
    void start(int id, String... more) throws IOException {
        var node = node(id);
        var flags = new ArrayList<>(List.of(
                "--id",
                String.valueOf(id),
                "--data-dir",
                node.data.toString(),
                "--raft",
                raft(id),
                "--kafka",
                kafka(id),
                "--admin",
                "127.0.0.1:" + node.admin));
        flags.addAll(List.of(more));
        Files.createDirectories(folder);
        node.processes.add(ServeProcess.launch(
                folder.resolve("node-" + id + ".log"), Map.of("TAKHIN_RAFT_ENABLED", "true"), flags));
    }

    /** Starts a node that has nothing yet, and waits until it waits to be added. */
    void startNewcomer(int id) throws IOException {
        start(id);
        await(
                "node " + id + " waits to be added",
                () -> health(id).reasons().stream()
                        .anyMatch(reason -> reason.message().contains("waits to be added")));
    }

    /** Kills a node at once. */
    void kill(int id) throws InterruptedException {
        var process = node(id).processes.getLast();
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** Waits until a node's process ends by itself. */
    int exit(int id) throws InterruptedException {
        var process = node(id).processes.getLast();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("node " + id + " did not end" + knowledge());
        }
        return process.exitValue();
    }

    String log(int id) throws IOException {
        return Files.readString(folder.resolve("node-" + id + ".log"));
    }

    Path data(int id) {
        return node(id).data;
    }

    String raft(int id) {
        return "127.0.0.1:" + node(id).raft;
    }

    String kafka(int id) {
        return "127.0.0.1:" + node(id).kafka;
    }

    /** Calls a method on one node. */
    <Q extends Record, R extends Record> R call(int id, AdminMethod<Q, R> method, Q request) {
        return call(id, method, request, PATIENCE);
    }

    private <Q extends Record, R extends Record> R call(int id, AdminMethod<Q, R> method, Q request, Duration timeout) {
        try (var client = new HttpAdminClient(List.of(Endpoint.parse("127.0.0.1:" + node(id).admin)))) {
            return client.call(method, request, timeout);
        }
    }

    /** Who leads the metadata, as a node knows; waits while it knows of nobody. */
    int leader(int id) {
        var leader = new AtomicReference<String>();
        await("a leader that node " + id + " knows", () -> {
            leader.set(
                    call(id, AdminMethods.LEADER_SHOW, new LeaderShow.Request()).leader());
            return leader.get() != null;
        });
        return Integer.parseInt(leader.get());
    }

    /** How a node is; ill while it does not answer. */
    Health health(int id) {
        try {
            return call(id, AdminMethods.HEALTH, new Health.Request());
        } catch (TakhinException e) {
            return new Health(
                    false, false, 0, 0, 0, List.of(new Health.Reason("unreachable", String.valueOf(e.getMessage()))));
        }
    }

    /** Waits for a condition. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + knowledge());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** What a failure is explained by: each node's end or health, who leads and the change as it knows, its log. */
    private String knowledge() {
        var text = new StringBuilder();
        for (var node : nodes.values()) {
            if (!node.processes.isEmpty()) {
                text.append("\n\nnode ").append(node.id).append(": ");
                var process = node.processes.getLast();
                text.append(process.isAlive() ? state(node.id) : "ended with " + process.exitValue());
                text.append("\n").append(LogTail.of(folder.resolve("node-" + node.id + ".log")));
            }
        }
        return text.append("\n").toString();
    }

    private String state(int id) {
        try {
            return call(id, AdminMethods.HEALTH, new Health.Request(), BRIEFLY)
                    + "\n"
                    + call(id, AdminMethods.LEADER_SHOW, new LeaderShow.Request(), BRIEFLY)
                    + "\n"
                    + call(id, AdminMethods.MEMBERS_LIST, new MembersList.Request(), BRIEFLY);
        } catch (TakhinException e) {
            return "does not answer: " + e.getMessage();
        }
    }

    private Node node(int id) {
        var node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("no node " + id);
        }
        return node;
    }

    @Override
    public void close() {
        nodes.values().stream().flatMap(node -> node.processes.stream()).forEach(Process::destroyForcibly);
    }
}
