package io.takhin.daemon.adapter.kafka.topic;

import io.takhin.daemon.core.metadata.ReplicaAssignment;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.NewTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
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

    /** The nodes named are kept and shown; an assignment also says how many partitions and replicas there are. */
    private static NewTopicRequest assigned(CreatableTopic topic, Map<String, String> configs, ClusterView cluster) {
        if (topic.numPartitions() != NewTopic.DEFAULT || topic.replicationFactor() != NewTopic.DEFAULT) {
            return bad(Errors.INVALID_REQUEST, "an assignment stands for the numbers of partitions and replicas");
        }
        var byNumber = new TreeMap<Integer, List<Integer>>();
        topic.assignments().forEach(assignment -> byNumber.put(assignment.partitionIndex(), assignment.brokerIds()));
        int count = topic.assignments().size();
        if (byNumber.size() != count || byNumber.firstKey() != 0 || byNumber.lastKey() != count - 1) {
            return bad(Errors.INVALID_REPLICA_ASSIGNMENT, "partitions are numbered from 0 on, each named once");
        }
        var nodes = List.copyOf(byNumber.values());
        return Assignments.problem(nodes, 0, OptionalInt.empty(), cluster)
                .<NewTopicRequest>map(Bad::new)
                .orElseGet(() -> new Good(new NewTopic(
                        topic.name(), count, nodes.getFirst().size(), configs, new ReplicaAssignment(nodes))));
    }

    private static NewTopicRequest bad(Errors error, String message) {
        return new Bad(new ApiError(error, message));
    }
}
