package io.takhin.daemon.adapter.kafka.topic;

import io.takhin.daemon.port.ClusterView;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;

/** Judges the nodes that a request names for partitions, by the rules that Kafka has. */
final class Assignments {

    private Assignments() {}

    /**
     * What is wrong with an assignment.
     *
     * @param nodes the node ids, partition by partition
     * @param first the number of the first of them
     * @param replicas how many there have to be of each, where that is given
     */
    static Optional<ApiError> problem(List<List<Integer>> nodes, int first, OptionalInt replicas, ClusterView cluster) {
        var known = cluster.nodes().stream().map(ClusterView.Node::id).sorted().toList();
        int size =
                replicas.orElseGet(() -> nodes.isEmpty() ? 0 : nodes.getFirst().size());
        for (int n = 0; n < nodes.size(); n++) {
            var ids = nodes.get(n);
            var partition = "partition " + (first + n) + " is assigned to " + ids;
            if (ids.isEmpty() || !known.containsAll(ids) || new HashSet<>(ids).size() < ids.size()) {
                return refusal(partition + ": each is a node of " + known + " once");
            }
            if (ids.size() != size) {
                return refusal(partition + " where the others have " + size + ": all have as many replicas");
            }
        }
        return Optional.empty();
    }

    static Optional<ApiError> refusal(String message) {
        return Optional.of(new ApiError(Errors.INVALID_REPLICA_ASSIGNMENT, message));
    }
}
