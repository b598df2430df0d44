package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.ClusterVerify;
import io.takhin.common.admin.member.MembersAdd;
import io.takhin.common.admin.member.MembersRemove;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDescribe;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A voter that lost its disk comes back under its id. */
class WipedVoterIT {

    private static final String TOPIC = "orders";

    private static final Path FIRST_SEGMENT = Path.of(TOPIC + "-0", "00000000000000000000.log");

    @TempDir
    private Path folder;

    @Test
    void keepsWhatWasAcknowledgedWhenAWipedVoterMeetsOneThatMissedIt() throws Exception {
        try (var cluster = new ClusterProcesses(folder, 3)) {
            // Given: records that nodes 2 and 3 alone have, before node 3 loses its disk and node 2 is down
            cluster.startVoters(1, 2, 3);
            var topic = new TopicCreate.Request(TOPIC, 1, 3, Map.of(), false, false, false);
            cluster.call(1, AdminMethods.TOPIC_CREATE, topic);
            var acknowledged = new ArrayList<>(produce(cluster, 0));
            cluster.kill(1);
            cluster.await("a leader without node 1", () -> cluster.health(2).ready());
            acknowledged.addAll(produce(cluster, 100));
            cluster.kill(3);
            cluster.kill(2);
            FolderReset.reset(cluster.data(3), true, false);

            // When
            cluster.start(1);
            cluster.startAgain(3, 1, 2, 3);
            cluster.await("node 3 is refused", () -> reasons(cluster, 3).contains("what it had is gone"));
            var advice = reasons(cluster, 3);
            boolean led = cluster.health(1).ready();
            cluster.start(2);
            cluster.await("a leader of the two", () -> cluster.health(1).ready());
            cluster.call(1, AdminMethods.MEMBERS_REMOVE, new MembersRemove.Request("3", false, false));
            cluster.call(
                    2, AdminMethods.MEMBERS_ADD, new MembersAdd.Request("3", cluster.raft(3), false, false, false));
            cluster.await("node 3 ready", () -> cluster.health(3).ready());

            // Then
            assertFalse(led, "nodes 1 and 3 must not decide anything");
            assertTrue(advice.contains("takhin remove-server 3"), advice);
            assertTrue(advice.contains("takhin add-voter 3 " + cluster.raft(3)), advice);
            assertEquals(acknowledged, read(cluster, acknowledged.size()));
            var verified = cluster.call(3, AdminMethods.CLUSTER_VERIFY, new ClusterVerify.Request());
            assertTrue(verified.identical(), verified.toString());
            assertFindsAnAlteredByte(cluster);
        }
    }

    /** What nothing but a comparison finds: a batch that was checked and changed on the disk of a follower since. */
    private static void assertFindsAnAlteredByte(ClusterProcesses cluster) throws IOException {
        var leader = cluster.call(2, AdminMethods.TOPIC_DESCRIBE, new TopicDescribe.Request(TOPIC))
                .partitions()
                .getFirst()
                .leader();
        int follower = "2".equals(leader) ? 3 : 2;
        try (var segments = Files.find(
                        cluster.data(follower).resolve("logs"), 3, (path, _) -> path.endsWith(FIRST_SEGMENT));
                var file =
                        new RandomAccessFile(segments.findFirst().orElseThrow().toFile(), "rw")) {
            file.seek(file.length() - 1);
            int last = file.read();
            file.seek(file.length() - 1);
            file.write(last ^ 1);
        }

        var verified = cluster.call(1, AdminMethods.CLUSTER_VERIFY, new ClusterVerify.Request());

        assertFalse(verified.identical());
        assertEquals(
                Set.of(String.valueOf(follower)),
                verified.groups().stream()
                        .flatMap(group -> group.replicas().stream())
                        .filter(replica -> !replica.same())
                        .map(ClusterVerify.Replica::node)
                        .collect(Collectors.toSet()),
                verified::toString);
    }

    private static String reasons(ClusterProcesses cluster, int id) {
        return cluster.health(id).reasons().toString();
    }

    private static List<String> produce(ClusterProcesses cluster, int from) {
        var values = IntStream.range(from, from + 100).mapToObj(n -> "v" + n).toList();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", cluster.kafka(2) + "," + cluster.kafka(3), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            var sent = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(TOPIC, 0, "k", value)))
                    .toList();
            for (var one : sent) {
                one.get(ClusterProcesses.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            }
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return values;
    }

    private static List<String> read(ClusterProcesses cluster, int wanted) {
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", cluster.kafka(3), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = List.of(new TopicPartition(TOPIC, 0));
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
