package io.takhin.daemon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDescribe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A follower that is awake a tenth of the time, and then nodes that are killed all at once, while records come in. */
class SlowFollowerIT {

    private static final String TOPIC = "orders";
    private static final String BULK = "bulk";
    private static final int PARTITIONS = 3;

    /** 40 MB: more than is ever on its way to a follower. */
    private static final int BULK_RECORDS = 640;

    private static final int BULK_RECORD_BYTES = 64 << 10;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void holdsNobodyUpAndLosesNothingWhenAllAreKilledAfterwards() throws Exception {
        try (var cluster = ServeCluster.start(folder, 3)) {
            // Given
            create(cluster, TOPIC, PARTITIONS);
            create(cluster, BULK, 1);
            var producers = List.of(
                    new NumberedProducer("p0", TOPIC, PARTITIONS, cluster.bootstrap()),
                    new NumberedProducer("p1", TOPIC, PARTITIONS, cluster.bootstrap()));
            try (var reader = new FollowingReader(TOPIC, PARTITIONS, cluster.bootstrap())) {
                progress(producers, 1);

                // When: a follower of the bulk is slow
                int leader = leader(cluster);
                int slow = leader == 1 ? 2 : 1;
                var failures = new ConcurrentLinkedQueue<Exception>();
                try (var _ = new Slowness(cluster, slow)) {
                    fill(cluster.bootstrap(), failures);
                    progress(producers, 100);
                }

                // Then: it went on without it, and the follower gets all of it
                assertEquals(List.of(), List.copyOf(failures));
                Segments.awaitIdentical(cluster, BULK, 1);

                // When: none is left that knows more than its disk
                for (int id : cluster.ids()) {
                    cluster.kill(id);
                }
                cluster.ids().forEach(cluster::start);
                cluster.awaitReady();
                progress(producers, 100);
                producers.forEach(NumberedProducer::close);
                var records = new RecordCheck(producers, reader.values());
                ServeCluster.await(
                        "the reader has it all",
                        () -> records.readAll() || !reader.problems().isEmpty());

                // Then
                assertEquals(List.of(), List.copyOf(reader.problems()));
                assertEquals(List.of(), records.problems());
                Segments.awaitIdentical(cluster, TOPIC, PARTITIONS);
                Segments.awaitIdentical(cluster, BULK, 1);
            }
        }
    }

    /** Stops a node's process nine tenths of the time. */
    private static final class Slowness implements AutoCloseable {

        private final AtomicBoolean over = new AtomicBoolean();
        private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        private final Thread thread;

        Slowness(ServeCluster cluster, int node) {
            thread = Thread.ofPlatform().name("takhin-test-slowness").start(() -> run(cluster, node));
        }

        private void run(ServeCluster cluster, int node) {
            try {
                while (!over.get()) {
                    cluster.signal(node, "STOP");
                    Faults.elapse(450);
                    cluster.signal(node, "CONT");
                    Faults.elapse(50);
                }
            } catch (IOException e) {
                failures.add(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add(e);
            }
        }

        @Override
        public void close() {
            over.set(true);
            ServeCluster.await(thread.getName() + " ends", () -> !thread.isAlive());
            assertEquals(List.of(), List.copyOf(failures));
        }
    }

    private static void fill(String bootstrap, Queue<Exception> failures) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap, "acks", "all", "batch.size", 1 << 19, "delivery.timeout.ms", 120_000);
        try (var producer =
                new KafkaProducer<byte[], byte[]>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var value = new byte[BULK_RECORD_BYTES];
            for (int i = 0; i < BULK_RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>(BULK, 0, null, value), (_, failure) -> {
                    if (failure != null) {
                        failures.add(failure);
                    }
                });
            }
            producer.flush();
        }
    }

    private static int leader(ServeCluster cluster) {
        var found = new ArrayList<Integer>();
        ServeCluster.await("a leader of the bulk", () -> {
            try (var admin = cluster.admin(1)) {
                var leader = admin.call(
                                AdminMethods.TOPIC_DESCRIBE, new TopicDescribe.Request(BULK), Duration.ofSeconds(10))
                        .partitions()
                        .getFirst()
                        .leader();
                if (leader != null) {
                    found.add(Integer.parseInt(leader));
                }
                return leader != null;
            }
        });
        return found.getFirst();
    }

    private static void create(ServeCluster cluster, String topic, int partitions) {
        try (var admin = cluster.admin(1)) {
            admin.call(
                    AdminMethods.TOPIC_CREATE,
                    new TopicCreate.Request(topic, partitions, 3, Map.of(), false, false, false),
                    Duration.ofSeconds(30));
        }
    }

    private static void progress(List<NumberedProducer> producers, int acknowledgements) {
        for (var producer : producers) {
            int before = producer.acknowledged().size();
            ServeCluster.await(
                    acknowledgements + " more acknowledgements",
                    () -> producer.acknowledged().size() >= before + acknowledgements);
        }
    }
}
