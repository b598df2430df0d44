package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.MembersList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.VoterNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own admin client changes the members of a real cluster (KIP-853). */
class KafkaVotersIT {

    @TempDir
    private Path folder;

    @Test
    void addsOneVoterAndRemovesAnother() throws Exception {
        try (var cluster = new ClusterProcesses(folder, 4)) {
            // Given
            cluster.startVoters(1, 2, 3);
            cluster.startNewcomer(4);
            var raft = cluster.raft(4).split(":", -1);
            var endpoint = new RaftVoterEndpoint("CONTROLLER", raft[0], Integer.parseInt(raft[1]));
            try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.kafka(1) + "," + cluster.kafka(2)))) {

                // When
                admin.addRaftVoter(4, Uuid.ZERO_UUID, Set.of(endpoint)).all().get(60, TimeUnit.SECONDS);
                var grown = voters(admin);
                removeVoter(admin, 3);
                cluster.exit(3);
                var shrunk = voters(admin);
                var unknown = assertThrows(
                        ExecutionException.class,
                        () -> admin.removeRaftVoter(9, Uuid.ZERO_UUID).all().get(60, TimeUnit.SECONDS));

                // Then
                assertEquals(List.of(1, 2, 3, 4), grown);
                assertEquals(List.of(1, 2, 4), shrunk);
                assertInstanceOf(VoterNotFoundException.class, unknown.getCause());
                assertEquals(
                        List.of("1", "2", "4"),
                        cluster.call(1, AdminMethods.MEMBERS_LIST, new MembersList.Request()).members().stream()
                                .map(member -> member.id())
                                .toList());
            }
        }
    }

    /**
     * The client asks any node. One that goes before it has answered leaves the outcome unknown, the client asks the
     * next one, and that knows no such voter any more; so it would be with Kafka.
     */
    private static void removeVoter(Admin admin, int id) throws Exception {
        try {
            admin.removeRaftVoter(id, Uuid.ZERO_UUID).all().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertInstanceOf(VoterNotFoundException.class, e.getCause());
        }
    }

    private static List<Integer> voters(Admin admin) throws Exception {
        return admin.describeMetadataQuorum().quorumInfo().get(60, TimeUnit.SECONDS).voters().stream()
                .map(QuorumInfo.ReplicaState::replicaId)
                .sorted()
                .toList();
    }
}
