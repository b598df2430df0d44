package io.takhin.daemon.adapter.kafka.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.takhin.daemon.core.metadata.ReplicaAssignment;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.NewTopic;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignmentCollection;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class NewTopicRequestTest {

    private static final ClusterView CLUSTER = new ClusterView(
            "c",
            1,
            OptionalInt.of(1),
            Stream.of(1, 2, 3)
                    .map(id -> new ClusterView.Node(id, "", "", "", true, true))
                    .toList(),
            true,
            "");

    private static CreatableReplicaAssignment named(int partition, Integer... nodes) {
        return new CreatableReplicaAssignment().setPartitionIndex(partition).setBrokerIds(List.of(nodes));
    }

    private static CreatableTopic topic(CreatableReplicaAssignment... assignments) {
        var all = new CreatableReplicaAssignmentCollection();
        all.addAll(List.of(assignments));
        return new CreatableTopic()
                .setName("t")
                .setNumPartitions(NewTopic.DEFAULT)
                .setReplicationFactor((short) NewTopic.DEFAULT)
                .setAssignments(all);
    }

    private static Errors refused(CreatableTopic topic) {
        return assertInstanceOf(NewTopicRequest.Bad.class, NewTopicRequest.of(topic, CLUSTER))
                .error()
                .error();
    }

    @Test
    void takesAnAssignmentToSomeOfTheNodes() {
        // When
        var understood = NewTopicRequest.of(topic(named(1, 3, 1), named(0, 2, 3)), CLUSTER);

        // Then
        assertEquals(
                new NewTopicRequest.Good(new NewTopic(
                        "t", 2, 2, Map.of(), new ReplicaAssignment(List.of(List.of(2, 3), List.of(3, 1))))),
                understood);
    }

    @Test
    void refusesAssignmentsAsKafkaDoes() {
        assertEquals(Errors.INVALID_REPLICA_ASSIGNMENT, refused(topic(named(0))));
        assertEquals(Errors.INVALID_REPLICA_ASSIGNMENT, refused(topic(named(0, 4))));
        assertEquals(Errors.INVALID_REPLICA_ASSIGNMENT, refused(topic(named(0, 1, 1))));
        assertEquals(Errors.INVALID_REPLICA_ASSIGNMENT, refused(topic(named(0, 1), named(2, 1))));
        assertEquals(Errors.INVALID_REPLICA_ASSIGNMENT, refused(topic(named(1, 1), named(2, 1))));
        assertEquals(Errors.INVALID_REPLICA_ASSIGNMENT, refused(topic(named(-1, 1), named(0, 1))));
        assertEquals(Errors.INVALID_REPLICA_ASSIGNMENT, refused(topic(named(0, 1), named(1, 1, 2))));
        assertEquals(Errors.INVALID_REQUEST, refused(topic(named(0, 1)).setNumPartitions(1)));
    }
}
