package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.ClusterVerify;
import io.takhin.common.admin.member.LeaderShow;
import io.takhin.common.admin.member.LeaderTransfer;
import io.takhin.common.admin.member.MembersAdd;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.member.MembersPromote;
import io.takhin.common.admin.member.MembersRemove;
import io.takhin.common.admin.member.MembersSetVoters;
import io.takhin.common.admin.member.ServerDrain;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do with the members of a real cluster. */
class MembershipIT {

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 3;

    @TempDir
    private Path folder;

    @Test
    void losesNothingWhileAllThreeNodesAreReplacedUnderLoad() throws Exception {
        try (var cluster = new ClusterProcesses(folder, 6)) {
            // Given
            cluster.startVoters(1, 2, 3);
            cluster.call(
                    1,
                    AdminMethods.TOPIC_CREATE,
                    new TopicCreate.Request(TOPIC, PARTITIONS, 3, Map.of(), false, false, false));
            var stop = new AtomicBoolean();
            var acknowledged = new ConcurrentLinkedQueue<String>();
            var failures = new ConcurrentLinkedQueue<Exception>();
            var load = Thread.ofPlatform()
                    .name("takhin-test-load")
                    .start(() -> produce(cluster, stop, acknowledged, failures));

            // When
            for (int old = 1; old <= 3; old++) {
                int next = old + 3;
                cluster.startNewcomer(next);
                var added = cluster.call(
                        next == 4 ? 1 : next - 1,
                        AdminMethods.MEMBERS_ADD,
                        new MembersAdd.Request(String.valueOf(next), cluster.raft(next), false, false, false));
                assertEquals(4, added.after().voters().size());
                cluster.await(
                        "node " + next + " ready", () -> cluster.health(next).ready());
                cluster.call(
                        next,
                        AdminMethods.MEMBERS_REMOVE,
                        new MembersRemove.Request(String.valueOf(old), false, false));
                cluster.exit(old);
            }
            stop.set(true);
            load.join();
            var read = read(cluster, acknowledged.size());
            var verified = cluster.call(5, AdminMethods.CLUSTER_VERIFY, new ClusterVerify.Request());
            cluster.start(1);
            int fenced = cluster.exit(1);

            // Then
            assertEquals(List.of(), List.copyOf(failures));
            assertFalse(acknowledged.isEmpty());
            assertEquals(acknowledged.size(), read.size());
            assertEquals(Set.copyOf(acknowledged), new HashSet<>(read));
            assertTrue(verified.identical(), verified.toString());
            assertEquals(5, fenced);
            assertTrue(cluster.log(1).contains("node 1 was removed from cluster"), cluster.log(1));
            assertThrows(TakhinException.class, () -> FolderReset.reset(cluster.data(5), true, true));
            assertTrue(FolderReset.reset(cluster.data(1), false, false));
        }
    }

    @Test
    void votesWithPromotedListenersWhenTwoOthersDie() throws Exception {
        try (var cluster = new ClusterProcesses(folder, 5)) {
            // Given
            cluster.startVoters(1, 2, 3);
            for (int id : List.of(4, 5)) {
                cluster.startNewcomer(id);
                cluster.call(
                        id - 2,
                        AdminMethods.MEMBERS_ADD,
                        new MembersAdd.Request(String.valueOf(id), cluster.raft(id), true, false, false));
            }
            for (int id : List.of(4, 5)) {
                cluster.call(1, AdminMethods.MEMBERS_PROMOTE, new MembersPromote.Request(String.valueOf(id), false));
            }

            // When
            cluster.kill(1);
            cluster.kill(2);

            // Then
            cluster.await(
                    "a leader of every group among the others",
                    () -> cluster.health(4).ready()
                            && cluster.call(4, AdminMethods.LEADER_SHOW, new LeaderShow.Request()).groups().stream()
                                    .allMatch(group -> group.leader() != null
                                            && List.of("3", "4", "5").contains(group.leader())));
            var topic = new TopicCreate.Request(TOPIC, PARTITIONS, 3, Map.of(), false, false, false);
            assertEquals(
                    "orders",
                    cluster.call(5, AdminMethods.TOPIC_CREATE, topic).topic().name());
            cluster.await("both are missed", () -> cluster.health(4).alive() == 3);
            // One more may not go: 2 of 4 voters would be alive.
            var refused = assertThrows(
                    TakhinException.class,
                    () -> cluster.call(4, AdminMethods.MEMBERS_REMOVE, new MembersRemove.Request("5", false, false)));
            assertEquals(ErrorCode.REFUSED, refused.error().code());
            // The dead ones may, one after the other.
            var left = cluster.call(
                    4, AdminMethods.MEMBERS_SET_VOTERS, new MembersSetVoters.Request(List.of("3", "4", "5"), false));
            assertEquals(List.of("3", "4", "5"), left.after().voters());
        }
    }

    @Test
    void goesOnWithAChangeWhoseLeaderDiesBetweenTheGroups() throws Exception {
        try (var cluster = new ClusterProcesses(folder, 4)) {
            // Given
            cluster.startVoters(1, 2, 3);
            cluster.startNewcomer(4);
            int leader = cluster.leader(2);
            int survivor = leader == 1 ? 2 : 1;
            var wanted = Stream.of(1, 2, 3)
                    .map(id -> id == leader ? "4@" + cluster.raft(4) : String.valueOf(id))
                    .toList();

            // When: the one that takes the groups through the steps is gone after it began
            var request = Thread.ofVirtual().start(() -> attempt(cluster, leader, wanted));
            cluster.await("the change is under way", () -> change(cluster, survivor) != null);
            cluster.kill(leader);
            request.join();
            cluster.await("its end", () -> change(cluster, survivor) == null);
            cluster.await("a leader", () -> cluster.health(survivor).ready());

            // Then: all groups are where the next leader took them, and the same command finds nothing half done
            var reply = cluster.call(
                    survivor, AdminMethods.MEMBERS_SET_VOTERS, new MembersSetVoters.Request(wanted, false));
            assertEquals(3, reply.after().voters().size());
            assertTrue(reply.after().voters().contains("4"), reply.toString());
            var verified = cluster.call(4, AdminMethods.CLUSTER_VERIFY, new ClusterVerify.Request());
            assertTrue(verified.identical(), verified.toString());
            assertEquals(
                    3, verified.groups().getFirst().replicas().size(), () -> "a group kept the dead node: " + verified);
        }
    }

    private static MembersList.@Nullable Underway change(ClusterProcesses cluster, int node) {
        try {
            return cluster.call(node, AdminMethods.MEMBERS_LIST, new MembersList.Request())
                    .change();
        } catch (TakhinException e) {
            // It looks for a leader.
            return new MembersList.Underway("", "", 0, 0, false, "", 0);
        }
    }

    /** The node that is asked dies; nobody waits for its answer. */
    private static void attempt(ClusterProcesses cluster, int node, List<String> voters) {
        try {
            cluster.call(node, AdminMethods.MEMBERS_SET_VOTERS, new MembersSetVoters.Request(voters, false));
        } catch (TakhinException e) {
            assertEquals(Applied.UNKNOWN, e.error().applied(), e.getMessage());
        }
    }

    @Test
    void movesLeadersWhereTheyAreWantedAndGoesBackAtTheDeadline() throws Exception {
        try (var cluster = new ClusterProcesses(folder, 4)) {
            // Given
            cluster.startVoters(1, 2, 3);

            // When
            cluster.call(1, AdminMethods.LEADER_TRANSFER, new LeaderTransfer.Request("2", false));
            var moved = cluster.call(2, AdminMethods.LEADER_SHOW, new LeaderShow.Request());
            var drained = cluster.call(3, AdminMethods.SERVER_DRAIN, new ServerDrain.Request("2", true, false));
            var again = cluster.call(3, AdminMethods.SERVER_DRAIN, new ServerDrain.Request("2", true, false));
            var unreachable = assertThrows(
                    TakhinException.class,
                    () -> cluster.call(
                            1,
                            AdminMethods.MEMBERS_ADD,
                            new MembersAdd.Request("4", cluster.raft(4), false, false, false)));
            var after = cluster.call(1, AdminMethods.MEMBERS_LIST, new MembersList.Request());

            // Then
            assertTrue(moved.groups().stream().allMatch(group -> "2".equals(group.leader())), moved.toString());
            assertEquals(0, drained.leads());
            assertFalse(again.changed());
            assertEquals(ErrorCode.DEADLINE, unreachable.error().code());
            assertEquals(3, after.members().size());
        }
    }

    /** Sends unique records until told to stop; what is not acknowledged in the end is a failure. */
    private static void produce(
            ClusterProcesses cluster,
            AtomicBoolean stop,
            ConcurrentLinkedQueue<String> acknowledged,
            ConcurrentLinkedQueue<Exception> failures) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        cluster.kafka(1) + "," + cluster.kafka(2) + "," + cluster.kafka(3),
                        "acks",
                        "all",
                        "delivery.timeout.ms",
                        120_000,
                        "metadata.max.age.ms",
                        1_000),
                new StringSerializer(),
                new StringSerializer())) {
            for (int n = 0; !stop.get(); n++) {
                var value = "v" + n;
                var _ = producer.send(new ProducerRecord<>(TOPIC, n % PARTITIONS, "k", value), (sent, failure) -> {
                    if (failure == null) {
                        acknowledged.add(value);
                    } else {
                        failures.add(failure);
                    }
                });
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private static List<String> read(ClusterProcesses cluster, int wanted) {
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", cluster.kafka(4), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = java.util.stream.IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new TopicPartition(TOPIC, number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            cluster.await("all records", () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= wanted;
            });
        }
        return values;
    }
}
