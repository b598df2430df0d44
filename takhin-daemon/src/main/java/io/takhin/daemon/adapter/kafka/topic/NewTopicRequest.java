package io.takhin.daemon.adapter.kafka.topic;

import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.NewTopic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;

/** A topic that a client wants, understood or refused for what the request itself says. */
sealed interface NewTopicRequest {

    /** It can be asked of the backend. */
    record Good(NewTopic topic) implements NewTopicRequest {}

    /** It makes no sense. */
    record Bad(ApiError error) implements NewTopicRequest {}

    static NewTopicRequest of(CreatableTopic topic, ClusterView cluster) {
        var configs = new HashMap<String, String>();
        for (var config : topic.configs()) {
            if (config.value() == null) {
                return bad(Errors.INVALID_CONFIG, "config " + config.name() + " has no value");
            }
            configs.put(config.name(), config.value());
        }
        if (!topic.assignments().isEmpty()) {
            return assigned(topic, configs, cluster);
        }
        if (topic.replicationFactor() > cluster.nodes().size()) {
            return bad(
                    Errors.INVALID_REPLICATION_FACTOR,
                    "replication factor " + topic.replicationFactor() + " is larger than the number of nodes, "
                            + cluster.nodes().size());
        }
        return new Good(new NewTopic(topic.name(), topic.numPartitions(), topic.replicationFactor(), configs));
    }

    /** Which node has a partition is the data group's matter: an assignment says how many partitions and replicas. */
    private static NewTopicRequest assigned(CreatableTopic topic, Map<String, String> configs, ClusterView cluster) {
        if (topic.numPartitions() != NewTopic.DEFAULT || topic.replicationFactor() != NewTopic.DEFAULT) {
            return bad(Errors.INVALID_REQUEST, "an assignment stands for the numbers of partitions and replicas");
        }
        var nodes = cluster.nodes().stream().map(ClusterView.Node::id).collect(Collectors.toUnmodifiableSet());
        var numbers = new HashSet<Integer>();
        var sizes = new HashSet<Integer>();
        for (var assignment : topic.assignments()) {
            numbers.add(assignment.partitionIndex());
            sizes.add(assignment.brokerIds().size());
            if (!possible(assignment, nodes)) {
                return bad(
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "partition " + assignment.partitionIndex() + " is assigned to " + assignment.brokerIds()
                                + ": each is a node of "
                                + nodes.stream().sorted().toList() + " once");
            }
        }
        if (!sizes.equals(Set.of(nodes.size()))) {
            return bad(
                    Errors.INVALID_REPLICA_ASSIGNMENT,
                    "every partition is kept by all voters; leave the assignment out, or name all of "
                            + nodes.stream().sorted().toList() + " for each");
        }
        int count = topic.assignments().size();
        boolean consecutive = numbers.stream().allMatch(number -> number >= 0 && number < count);
        if (!consecutive || numbers.size() != count || sizes.size() != 1) {
            return bad(
                    Errors.INVALID_REPLICA_ASSIGNMENT,
                    "partitions are numbered from 0 without a gap, all with as many replicas");
        }
        return new Good(new NewTopic(topic.name(), count, sizes.iterator().next(), configs));
    }

    private static boolean possible(CreatableReplicaAssignment assignment, Set<Integer> nodes) {
        var ids = assignment.brokerIds();
        return !ids.isEmpty() && nodes.containsAll(ids) && new HashSet<>(ids).size() == ids.size();
    }

    private static NewTopicRequest bad(Errors error, String message) {
        return new Bad(new ApiError(error, message));
    }
}
