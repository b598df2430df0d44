package io.takhin.daemon.port;

import java.util.List;
import java.util.OptionalInt;

/**
 * The cluster as this node sees it now.
 *
 * @param clusterId its id, empty before it is formatted
 * @param nodeId this node
 * @param controllerId who leads the metadata group
 * @param nodes all members
 * @param ready whether this node serves: metadata and its data groups have leaders
 * @param notReadyReason one line that says what is missing, empty when ready
 */
public record ClusterView(
        String clusterId,
        int nodeId,
        OptionalInt controllerId,
        List<Node> nodes,
        boolean ready,
        String notReadyReason) {

    /** Copies the list. */
    public ClusterView {
        nodes = List.copyOf(nodes);
    }

    /**
     * A member.
     *
     * @param id its id, also its Kafka broker id
     * @param raft its raft address, host:port, empty without consensus
     * @param kafka where Kafka clients reach it, host:port, empty when it does not listen
     * @param admin where admin clients reach it, host:port
     * @param voter whether it votes
     * @param alive whether it was heard of within the failure detector's time
     */
    public record Node(int id, String raft, String kafka, String admin, boolean voter, boolean alive) {}
}
