package io.takhin.cli.check;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.Brief;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.cli.probe.NodeClients;
import io.takhin.cli.probe.NodeClients.Answer;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.json.Doc;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@code check network}. */
public final class CheckNetworkCommand implements Command {

    private static final Duration LIMIT_DEFAULT = Duration.ofMillis(50);
    private static final int COUNT_DEFAULT = 100;
    private static final int COUNT_MAX = 100_000;
    private static final long NS_PER_US = 1000;

    private static final Option<Duration> P99 = Option.value(
            "--p99",
            "TIME",
            "the limit of each node's 99th percentile (default: 50ms)",
            Values::positiveDuration,
            LIMIT_DEFAULT);
    private static final Option<Integer> COUNT = Option.value(
            "--count", "N", "round trips to each node (default: 100)", CheckNetworkCommand::count, COUNT_DEFAULT);

    private static final Table<Result.Node> NODES = new Table<Result.Node>()
            .left("NODE", Result.Node::id)
            .left("ADDRESS", Result.Node::address)
            .right("CONNECT", node -> time(node, node.connectUs()))
            .right("MIN", node -> time(node, node.roundTrip().minUs()))
            .right("P50", node -> time(node, node.roundTrip().p50Us()))
            .right("P90", node -> time(node, node.roundTrip().p90Us()))
            .right("P99", node -> time(node, node.roundTrip().p99Us()))
            .right("MAX", node -> time(node, node.roundTrip().maxUs()))
            .left("PROBLEM", node -> node.problem() == null ? "" : node.problem());

    private static final View<Result> VIEW = new View<>(
            Result::nodes,
            result -> List.of(Finding.verdict(result.pass())),
            (result, wide) -> List.of(
                    new Block.Fields(List.of(
                            new Field("Verdict", Finding.verdict(result.pass())),
                            new Field("Limit", "p99 within " + Brief.us(result.limitUs())))),
                    NODES.grid(result.nodes(), wide)));

    private final Clients clients;

    /** What one node's round trips took. */
    private record Trips(String clusterId, long connectNs, long[] ns) {}

    /**
     * What {@code check network} found.
     *
     * @param pass the verdict
     * @param findings why not
     * @param limitUs what the 99th percentile was to keep
     * @param nodes each node
     */
    @Doc("What check network found.")
    record Result(
            @Doc("Whether the check passed.") boolean pass,
            @Doc("Why it did not; empty when it did.") List<Finding> findings,

            @Doc("What the 99th percentile of each node was to keep, in µs.")
            long limitUs,

            @Doc("Each node of the cluster.") List<Node> nodes) {

        /**
         * A node.
         *
         * @param id its id
         * @param address its admin address
         * @param connectUs the first round trip, with the connection
         * @param roundTrip the others
         * @param problem why there is nothing
         */
        @Doc("A node, from here.")
        record Node(
                @Doc("Its id.") String id,
                @Doc("Its admin address.") String address,

                @Doc("The first round trip, on a new connection unless one was open already, in µs.")
                long connectUs,

                @Doc("The others, each one small request over HTTP.")
                Percentiles roundTrip,

                @Doc("Why nothing was measured; absent when all is well.") @Nullable
                String problem) {}
    }

    /** Talks through these clients. */
    public CheckNetworkCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("check network", "measure round trips from here to every node")
                .details("Sends small requests to each node's admin address, one after the other, all nodes at the same"
                        + " time. PASS needs every node to answer for the same cluster, its 99th percentile within"
                        + " --p99; otherwise FAIL and exit code 10.")
                .options(P99, COUNT)
                .exits(ExitCode.CONDITION_FALSE, ExitCode.INTERRUPTED)
                .example("takhin check network", "100 round trips to each node")
                .example("takhin check network --p99 5ms --count 1000", "within one data centre")
                .output(Result.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var timeout = invocation.globals().timeoutOrDefault();
        long limitUs = invocation.get(P99).toNanos() / NS_PER_US;
        int count = invocation.get(COUNT);
        try (var nodes = new NodeClients(clients, invocation.globals())) {
            var cluster = nodes.cluster(timeout);
            var clock = invocation.console().nanoTime();
            var answers = nodes.ask(cluster.nodes(), timeout, client -> trips(client, count, timeout, clock));
            var findings = new ArrayList<Finding>();
            var rows = answers.stream()
                    .map(answer -> row(answer, cluster.clusterId(), limitUs, findings))
                    .toList();
            invocation.print(VIEW, new Result(findings.isEmpty(), List.copyOf(findings), limitUs, rows));
            Finding.judge(findings);
        }
    }

    private static Trips trips(AdminClient client, int count, Duration timeout, LongSupplier clock) {
        long endNs = clock.getAsLong() + timeout.toNanos();
        long beforeNs = clock.getAsLong();
        var first = client.call(AdminMethods.CLUSTER_INFO, new ClusterInfo.Request(), timeout);
        long connectNs = clock.getAsLong() - beforeNs;
        var ns = new long[count];
        for (int i = 0; i < count; i++) {
            long startNs = clock.getAsLong();
            var left = Duration.ofNanos(Math.max(1, endNs - startNs));
            client.call(AdminMethods.CLUSTER_INFO, new ClusterInfo.Request(), left);
            ns[i] = clock.getAsLong() - startNs;
        }
        return new Trips(first.clusterId(), connectNs, ns);
    }

    private static Result.Node row(Answer<Trips> answer, String clusterId, long limitUs, List<Finding> findings) {
        NodeInfo node = answer.node();
        if (answer.reply().isEmpty()) {
            findings.add(new Finding("unreachable", "node " + node.id() + ": " + answer.problem()));
            return new Result.Node(node.id(), node.admin(), 0, Percentiles.NONE, answer.problem());
        }
        var trips = answer.reply().get();
        var times = Percentiles.ofNs(trips.ns());
        String problem = null;
        if (!trips.clusterId().equals(clusterId)) {
            problem = "answers for cluster " + trips.clusterId();
            findings.add(new Finding("wrong-cluster", "node " + node.id() + " " + problem));
        } else if (times.p99Us() > limitUs) {
            findings.add(new Finding(
                    "slow",
                    "p99 to node " + node.id() + " is " + Brief.us(times.p99Us()) + ", it was to be within "
                            + Brief.us(limitUs)));
        }
        return new Result.Node(node.id(), node.admin(), trips.connectNs() / NS_PER_US, times, problem);
    }

    private static String time(Result.Node node, long us) {
        return node.roundTrip().count() == 0 ? "-" : Brief.us(us);
    }

    private static int count(String word) {
        int number = Values.positive(word);
        if (number > COUNT_MAX) {
            throw new IllegalArgumentException(number + " is more than " + COUNT_MAX);
        }
        return number;
    }
}
