package io.takhin.cli.probe;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Globals;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A client for each node of a cluster, connected on its first question and kept. The node that answers the bootstrap
 * address is asked there and not at the address it gives out, so that a tunnel to one node is enough for a cluster of
 * one. One thread at a time asks; any may close.
 */
public final class NodeClients implements AutoCloseable {

    /** How much longer than its own deadline a question may take before the node is taken for gone. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Clients clients;
    private final Globals globals;
    private final AdminClient bootstrap;
    private final Map<String, AdminClient> byAddress = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("takhin-probe-", 0).factory());
    private String answering = "";

    /**
     * What a node said.
     *
     * @param node which
     * @param reply its reply, empty if there is none
     * @param problem why there is none, a phrase; empty otherwise
     * @param <R> the reply
     */
    public record Answer<R>(NodeInfo node, Optional<R> reply, String problem) {}

    /** Finds the nodes of the cluster that the global options lead to. */
    public NodeClients(Clients clients, Globals globals) {
        this.clients = clients;
        this.globals = globals;
        this.bootstrap = clients.open(globals);
    }

    /**
     * Asks what nodes there are.
     *
     * @throws TakhinException if no bootstrap address answers
     */
    public ClusterInfo cluster(Duration timeout) {
        var info = bootstrap.call(AdminMethods.CLUSTER_INFO, new ClusterInfo.Request(), timeout);
        answering = info.nodeId();
        return info;
    }

    /** The client of the node that answers. */
    public AdminClient bootstrap() {
        return bootstrap;
    }

    /** The client of a node. */
    public AdminClient of(NodeInfo node) {
        return node.id().equals(answering)
                ? bootstrap
                : byAddress.computeIfAbsent(node.admin(), address -> clients.open(globals.at(address)));
    }

    /**
     * Asks all nodes at once and waits for all of them.
     *
     * @param timeout what the question gives its calls
     * @throws InterruptedException if the process is told to end
     */
    public <R> List<Answer<R>> ask(List<NodeInfo> nodes, Duration timeout, Function<AdminClient, R> question)
            throws InterruptedException {
        var asked = new ArrayList<Future<R>>();
        for (var node : nodes) {
            var client = of(node);
            asked.add(threads.submit(() -> question.apply(client)));
        }
        var answers = new ArrayList<Answer<R>>();
        long endNs = System.nanoTime() + timeout.plus(GRACE).toNanos();
        for (int i = 0; i < nodes.size(); i++) {
            answers.add(answer(nodes.get(i), asked.get(i), Math.max(0, endNs - System.nanoTime())));
        }
        return List.copyOf(answers);
    }

    private static <R> Answer<R> answer(NodeInfo node, Future<R> asked, long leftNs) throws InterruptedException {
        try {
            return new Answer<>(node, Optional.of(asked.get(leftNs, TimeUnit.NANOSECONDS)), "");
        } catch (TimeoutException e) {
            asked.cancel(true);
            return new Answer<>(node, Optional.empty(), "no answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TakhinException failure) {
                return new Answer<>(node, Optional.empty(), problem(node, failure));
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Without the words that the row of the node says already. */
    private static String problem(NodeInfo node, TakhinException failure) {
        var message = failure.error().message();
        return failure.error().code() == ErrorCode.UNREACHABLE
                ? message.replace("no endpoint reachable: ", "").replace(node.admin() + ": ", "")
                : message;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        bootstrap.close();
        byAddress.values().forEach(AdminClient::close);
    }
}
