package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.ClusterVerify;
import io.takhin.common.admin.member.MembersAdd;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that has lost its quorum for good goes on with one node. */
class RecoveryIT {

    @TempDir
    private Path folder;

    @Test
    void goesOnWithTheBestSurvivorAndKeepsTheOthersOut() throws Exception {
        try (var cluster = new ClusterProcesses(folder, 3)) {
            // Given: node 1 missed a topic, node 3 is gone
            cluster.startVoters(1, 2, 3);
            create(cluster, 2, "early");
            cluster.await("node 1 has it", () -> cluster.health(1).ready());
            cluster.kill(1);
            cluster.await("a leader without node 1", () -> cluster.health(2).ready());
            create(cluster, 2, "late");
            var inUse = assertThrows(TakhinException.class, () -> FolderRecovery.inspect(List.of(cluster.data(2))));
            cluster.kill(3);
            cluster.kill(2);

            // When
            var survey = FolderRecovery.inspect(List.of(cluster.data(1), cluster.data(2)));
            var backup = FolderRecovery.force(cluster.data(2), false);
            cluster.start(2);
            cluster.await("node 2 alone", () -> cluster.health(2).ready());
            cluster.start(1);
            cluster.await(
                    "node 1 knows no leader",
                    () -> cluster.health(1).reasons().toString().contains("no leader"));
            var members = cluster.call(2, AdminMethods.MEMBERS_LIST, new MembersList.Request());
            var late = cluster.call(
                    2, AdminMethods.TOPIC_DESCRIBE, new io.takhin.common.admin.topic.TopicDescribe.Request("late"));
            cluster.kill(1);
            FolderReset.reset(cluster.data(1), true, false);
            cluster.startNewcomer(1);
            cluster.call(
                    2, AdminMethods.MEMBERS_ADD, new MembersAdd.Request("1", cluster.raft(1), false, false, false));
            create(cluster, 2, "after");
            var verified = cluster.call(2, AdminMethods.CLUSTER_VERIFY, new ClusterVerify.Request());

            // Then
            assertEquals(ErrorCode.CONFLICT, inUse.error().code());
            assertEquals(2, survey.best().orElseThrow());
            assertEquals(
                    3, survey.nodes().getFirst().groups().getFirst().voters().size());
            assertTrue(Files.isDirectory(backup.resolve("raft")), backup.toString());
            assertEquals(1, members.members().size());
            assertEquals("late", late.name());
            assertTrue(verified.identical(), verified.toString());
        }
    }

    private static void create(ClusterProcesses cluster, int node, String topic) {
        cluster.call(
                node, AdminMethods.TOPIC_CREATE, new TopicCreate.Request(topic, 2, 1, Map.of(), false, false, false));
    }
}
