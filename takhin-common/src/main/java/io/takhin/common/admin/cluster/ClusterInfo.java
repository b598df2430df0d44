package io.takhin.common.admin.cluster;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cluster this is.
 *
 * @param clusterId its id
 * @param version the version of the node that answers
 * @param nodeId the node that answers
 * @param leader who leads the metadata
 * @param consensus whether records are replicated by Raft
 * @param ready whether the node that answers serves
 * @param nodes its members
 * @param topics how many topics
 * @param partitions how many partitions
 * @param configs what was set for all nodes or single ones while the cluster runs
 */
@Doc("What cluster this is, its nodes and who leads.")
public record ClusterInfo(
        @Doc("The cluster's id; empty before it has one.") String clusterId,
        @Doc("The version of the node that answers.") String version,
        @Doc("The id of the node that answers.") String nodeId,

        @Doc("The id of the node that leads the metadata; absent when there is none.") @Nullable
        String leader,

        @Doc("Whether records are replicated by Raft.") boolean consensus,
        @Doc("Whether the node that answers serves.") boolean ready,
        @Doc("The members.") List<NodeInfo> nodes,
        @Doc("How many topics there are.") int topics,
        @Doc("How many partitions they have.") int partitions,

        @Doc("What was set for all nodes or for single ones while the cluster runs.")
        List<NodeConfig> configs) {

    /** Copies the lists. */
    public ClusterInfo {
        nodes = List.copyOf(nodes);
        configs = List.copyOf(configs);
    }

    /** Asks for it. */
    @Doc("Nothing to say.")
    public record Request() {}
}
