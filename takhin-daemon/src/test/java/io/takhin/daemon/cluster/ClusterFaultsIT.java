package io.takhin.daemon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.TopicCreate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Daemons in processes of their own, real Kafka clients, and faults at random moments. A seed fixes the faults;
 * {@code -Dtakhin.seed}, {@code -Dtakhin.faults} and {@code -Dtakhin.nodes} ask for others, for more and for more
 * nodes.
 */
class ClusterFaultsIT {

    private static final long SEED = Long.getLong("takhin.seed", 1);
    private static final int FAULTS = Integer.getInteger("takhin.faults", 2);
    private static final int NODES = Integer.getInteger("takhin.nodes", 3);
    private static final int PARTITIONS = 3;
    private static final int PRODUCERS = 3;
    private static final String TOPIC = "orders";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void keepsEachAcknowledgedRecordOnceAndInOrder() throws Exception {
        try (var cluster = ServeCluster.start(folder, NODES)) {
            // Given
            create(cluster, TOPIC, PARTITIONS);
            create(cluster, "register", 1);
            var producers = new ArrayList<NumberedProducer>();
            var done = new ArrayList<String>();
            var reader = new FollowingReader(TOPIC, PARTITIONS, cluster.bootstrap());
            var register = new MetadataRegister(cluster, "register");
            var records = new RecordCheck(producers, reader.values());
            try (reader;
                    register) {
                for (int i = 0; i < PRODUCERS; i++) {
                    producers.add(new NumberedProducer("p" + i, TOPIC, PARTITIONS, cluster.bootstrap()));
                }

                // When
                var faults = new Faults(cluster, TOPIC, SEED);
                for (int i = 0; i < FAULTS; i++) {
                    done.add(faults.next());
                    progress(producers, done);
                }
                producers.forEach(NumberedProducer::close);
                ServeCluster.await(
                        "the reader has it all",
                        () -> records.readAll() || !reader.problems().isEmpty());
            }

            // Then
            assertEquals(List.of(), List.copyOf(reader.problems()), () -> what(done));
            assertEquals(List.of(), records.problems(), () -> what(done));
            assertEquals(List.of(), register.history().problems(), () -> what(done));
            assertTrue(register.history().reads() > 0, "nothing was read from the register");
            Segments.awaitIdentical(cluster, TOPIC, PARTITIONS);
            for (int id : cluster.ids()) {
                assertEquals(143, cluster.terminate(id));
            }
            Segments.awaitIdentical(cluster, TOPIC, PARTITIONS);
            System.out.println(what(done) + ": " + records + ", longest gap " + longestGapMs(producers) + " ms, "
                    + register.history().reads() + " reads and "
                    + register.history().acknowledgedWrites() + " writes of the register");
        }
    }

    private static long longestGapMs(List<NumberedProducer> producers) {
        return producers.stream()
                .mapToLong(NumberedProducer::longestGapMs)
                .max()
                .orElseThrow();
    }

    private static void create(ServeCluster cluster, String topic, int partitions) {
        try (var admin = cluster.admin(1)) {
            admin.call(
                    AdminMethods.TOPIC_CREATE,
                    new TopicCreate.Request(topic, partitions, NODES, Map.of(), false, false, false),
                    Duration.ofSeconds(30));
        }
    }

    /** With the fault gone, every producer goes on. */
    private static void progress(List<NumberedProducer> producers, List<String> done) {
        for (var producer : producers) {
            int before = producer.acknowledged().size();
            ServeCluster.await(
                    "an acknowledgement after " + what(done),
                    () -> producer.acknowledged().size() > before);
        }
    }

    private static String what(List<String> done) {
        return "seed " + SEED + ", " + NODES + " nodes, " + done;
    }
}
