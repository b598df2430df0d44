package io.takhin.cli.fake;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Globals;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.admin.debug.DebugDump;
import io.takhin.common.admin.group.GroupLag;
import io.takhin.common.admin.group.GroupList;
import io.takhin.common.admin.group.GroupSummary;
import io.takhin.common.admin.metrics.Latency;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.metrics.ProcessMetrics;
import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.common.admin.metrics.TopicMetrics;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster of three nodes, the third of which is down: each address leads to a client of its own. */
public final class FakeCluster implements Clients {

    /** The node that answers the default address. */
    public final FakeAdminClient first = new FakeAdminClient();

    /** Another one. */
    public final FakeAdminClient second = new FakeAdminClient();

    private final Map<String, AdminClient> byAddress = new HashMap<>();

    public FakeCluster() {
        var third = new FakeAdminClient();
        byAddress.put("127.0.0.1:7070", first);
        byAddress.put("10.0.0.2:7070", second);
        byAddress.put("10.0.0.3:7070", third);
        for (var client : List.of(first, second)) {
            client.answer(AdminMethods.CLUSTER_INFO, info()).answer(AdminMethods.HEALTH, health());
        }
        for (var method : List.of(
                AdminMethods.CLUSTER_INFO, AdminMethods.HEALTH, AdminMethods.METRICS, AdminMethods.DEBUG_DUMP)) {
            third.fail(
                    method,
                    AdminError.of(ErrorCode.UNREACHABLE, "no endpoint reachable: 10.0.0.3:7070: connection refused"));
        }
        first.answer(AdminMethods.METRICS, metrics("1", 60_000, 1, true))
                .answer(AdminMethods.METRICS, metrics("1", 62_000, 2, true))
                .answer(AdminMethods.DEBUG_DUMP, dump("1"))
                .fail(AdminMethods.TOPIC_LIST, AdminError.of(ErrorCode.NO_LEADER, "there is no leader"))
                .answer(
                        AdminMethods.GROUP_LIST,
                        new GroupList.Reply(List.of(new GroupSummary("billing", "consumer", "Stable", "1"))))
                .answer(
                        AdminMethods.GROUP_LAG,
                        new GroupLag.Reply(
                                "billing",
                                "Stable",
                                1500,
                                List.of(new GroupLag.Partition("orders", 0, 500L, 2000, 1500, null))));
        second.answer(AdminMethods.METRICS, metrics("2", 30_000, 1, false))
                .answer(AdminMethods.METRICS, metrics("2", 32_000, 2, false))
                .answer(AdminMethods.DEBUG_DUMP, dump("2"));
    }

    @Override
    public AdminClient open(Globals globals) {
        return byAddress.get(globals.bootstrap().getFirst());
    }

    private static ClusterInfo info() {
        return new ClusterInfo(
                "Fh3kS9vQTl2bXn0w",
                "1.2.3",
                "1",
                "1",
                true,
                true,
                List.of(
                        new NodeInfo("1", "10.0.0.1:7000", "10.0.0.1:9092", "10.0.0.1:7070", true, true),
                        new NodeInfo("2", "10.0.0.2:7000", "10.0.0.2:9092", "10.0.0.2:7070", true, true),
                        new NodeInfo("3", "10.0.0.3:7000", "10.0.0.3:9092", "10.0.0.3:7070", true, false)),
                2,
                7,
                List.of());
    }

    private static Health health() {
        return new Health(false, true, 0, 3, 2, List.of(new Health.Reason("node-down", "node 3 was not heard of")));
    }

    private static DebugDump dump(String id) {
        return new DebugDump(
                id,
                List.of(
                        new DebugDump.File("config.yaml", "node:\n  id: \"" + id + "\"\n"),
                        new DebugDump.File("../log.txt", "ready\npassword=hunter2\n")));
    }

    /** What a node counts after some rounds, each of two seconds. */
    public static NodeMetrics metrics(String id, long uptimeMs, int rounds, boolean leads) {
        var commit = new Latency(
                100L * rounds,
                150_000L * rounds,
                List.of(
                        new Latency.Bucket(1023, 80L * rounds),
                        new Latency.Bucket(4095, 19L * rounds),
                        new Latency.Bucket(20_479, rounds)));
        return new NodeMetrics(
                id,
                "1.2.3",
                CliRun.NOW_MS,
                uptimeMs,
                true,
                new NodeMetrics.Connections(12, 1),
                new NodeMetrics.Appends(3, 4096),
                commit,
                List.of(
                        new TopicMetrics("__consumer_offsets", 1, leads ? 1 : 0, 4096, 0, 0, 0, 0, 0, 0, 0),
                        new TopicMetrics(
                                "orders",
                                6,
                                leads ? 4 : 2,
                                3_500_000_000L,
                                200L * rounds,
                                rounds,
                                20_000L * rounds,
                                24_000_000L * rounds,
                                400L * rounds,
                                0,
                                48_000_000L * rounds)),
                0,
                List.of(new RaftGroup(
                        "data-0",
                        leads ? "leader" : "follower",
                        "1",
                        4,
                        1000,
                        998,
                        2,
                        leads
                                ? List.of(new RaftGroup.Follower("2", 1000, 0), new RaftGroup.Follower("3", 880, 120))
                                : List.of())),
                new NodeMetrics.Disk(3_500_000_000L, 40_000_000_000L, 100_000_000_000L, 1_000_000_000),
                new ProcessMetrics(2, 500L * rounds, 128_000_000, 512_000_000, 1_000_000, 3, 20, 60, 200, 65_536));
    }
}
