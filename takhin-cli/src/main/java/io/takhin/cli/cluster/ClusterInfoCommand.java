package io.takhin.cli.cluster;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.NodeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** {@code cluster info}. */
public final class ClusterInfoCommand implements Command {

    private static final View<ClusterInfo> VIEW =
            View.of(cluster -> List.of(cluster.clusterId()), ClusterInfoCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public ClusterInfoCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("cluster info", "tell what cluster this is, its nodes and who leads")
                .details("-o name prints the cluster's id alone.")
                .example("takhin cluster info", "which cluster the default address leads to")
                .example("takhin cluster info --bootstrap db1:7070,db2:7070", "through the first that answers")
                .output(ClusterInfo.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        invocation.print(VIEW, clients.call(invocation, AdminMethods.CLUSTER_INFO, new ClusterInfo.Request()));
    }

    private static List<Block> layout(ClusterInfo cluster, boolean wide) {
        var fields = new Block.Fields(List.of(
                new Field("Cluster", cluster.clusterId()),
                new Field("Answered by", "node " + cluster.nodeId() + ", version " + cluster.version()),
                new Field("Leader", Objects.requireNonNullElse(cluster.leader(), "none")),
                new Field("Consensus", cluster.consensus() ? "Raft" : "none (one node)"),
                new Field("Ready", yes(cluster.ready())),
                new Field("Topics", String.valueOf(cluster.topics())),
                new Field("Partitions", String.valueOf(cluster.partitions()))));
        var nodes = new Table<NodeInfo>()
                .left("NODE", NodeInfo::id)
                .left("LEADS", node -> yes(node.id().equals(cluster.leader())))
                .left("VOTER", node -> yes(node.voter()))
                .left("ALIVE", node -> yes(node.alive()))
                .left("ADMIN", NodeInfo::admin)
                .left("KAFKA", NodeInfo::kafka)
                .wideLeft("RAFT", NodeInfo::raft);
        return List.of(fields, nodes.grid(cluster.nodes(), wide));
    }

    private static String yes(boolean truth) {
        return truth ? "yes" : "no";
    }
}
