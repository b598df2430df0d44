package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.admin.topic.TopicDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.VoterNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own admin client and its console tool change the members of a real cluster (KIP-853). */
class KafkaVotersIT {

    private static final String QUORUM_TOOL = "org.apache.kafka.tools.MetadataQuorumCommand";

    @TempDir
    private Path folder;

    @Test
    void addsOneVoterAndRemovesAnotherThatTopicsWereAssignedTo() throws Exception {
        try (var cluster = new ClusterProcesses(folder, 3)) {
            // Given
            cluster.startVoters(1, 2);
            cluster.startNewcomer(3);
            var raft = cluster.raft(3).split(":", -1);
            var endpoint = new RaftVoterEndpoint("CONTROLLER", raft[0], Integer.parseInt(raft[1]));
            try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.kafka(1)))) {

                // When
                admin.addRaftVoter(3, Uuid.ZERO_UUID, Set.of(endpoint)).all().get(60, TimeUnit.SECONDS);
                var grown = voters(admin);
                admin.createTopics(List.of(new NewTopic("named", Map.of(0, List.of(2, 3), 1, List.of(3, 1)))))
                        .all()
                        .get(60, TimeUnit.SECONDS);
                admin.createPartitions(Map.of("named", NewPartitions.increaseTo(3, List.of(List.of(2, 1)))))
                        .all()
                        .get(60, TimeUnit.SECONDS);
                var named = replicas(admin);
                var namedForOperators = described(cluster);
                var removal = removeVoter(cluster, 2);
                cluster.exit(2);
                var shrunk = voters(admin);
                var left = replicas(admin);
                var unknown = assertThrows(
                        ExecutionException.class,
                        () -> admin.removeRaftVoter(9, Uuid.ZERO_UUID).all().get(60, TimeUnit.SECONDS));

                // Then
                assertEquals(List.of(1, 2, 3), grown);
                assertTrue(removal.text().contains("KRaft controller 2 with directory id"), removal.text());
                assertEquals(0, removal.code(), removal.text());
                assertEquals(List.of(1, 3), shrunk);
                assertEquals(List.of(List.of(2, 3), List.of(3, 1), List.of(2, 1)), named);
                assertEquals(List.of(List.of("2", "3"), List.of("3", "1"), List.of("2", "1")), namedForOperators);
                assertEquals(List.of(List.of(3), List.of(3, 1), List.of(1)), left);
                assertInstanceOf(VoterNotFoundException.class, unknown.getCause());
                assertEquals(
                        List.of("1", "3"),
                        cluster.call(1, AdminMethods.MEMBERS_LIST, new MembersList.Request()).members().stream()
                                .map(member -> member.id())
                                .toList());
            }
        }
    }

    /** With the console tool, by way of a node that stays. */
    private KafkaTool.Ended removeVoter(ClusterProcesses cluster, int id) throws IOException, InterruptedException {
        return KafkaTool.run(
                folder,
                cluster.kafka(1),
                "",
                QUORUM_TOOL,
                "remove-controller",
                "--controller-id",
                String.valueOf(id),
                "--controller-directory-id",
                Uuid.ZERO_UUID.toString());
    }

    private static List<List<Integer>> replicas(Admin admin) throws Exception {
        return admin
                .describeTopics(List.of("named"))
                .allTopicNames()
                .get(60, TimeUnit.SECONDS)
                .get("named")
                .partitions()
                .stream()
                .map(partition -> partition.replicas().stream().map(Node::id).toList())
                .toList();
    }

    private static List<List<String>> described(ClusterProcesses cluster) {
        return cluster.call(1, AdminMethods.TOPIC_DESCRIBE, new TopicDescribe.Request("named")).partitions().stream()
                .map(TopicDescription.Partition::replicas)
                .toList();
    }

    private static List<Integer> voters(Admin admin) throws Exception {
        return admin.describeMetadataQuorum().quorumInfo().get(60, TimeUnit.SECONDS).voters().stream()
                .map(QuorumInfo.ReplicaState::replicaId)
                .sorted()
                .toList();
    }
}
