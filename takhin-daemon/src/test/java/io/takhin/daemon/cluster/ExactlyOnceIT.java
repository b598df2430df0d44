package io.takhin.daemon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.TopicCreate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * An idempotent producer feeds two applications that consume, transform and produce with transactions, one for each
 * group protocol, while leaders are killed. A seed fixes the kills; {@code -Dtakhin.seed} and {@code -Dtakhin.faults}
 * ask for others and for more.
 */
class ExactlyOnceIT {

    private static final long SEED = Long.getLong("takhin.seed", 1);
    private static final int KILLS = Integer.getInteger("takhin.faults", 1);
    private static final int PARTITIONS = 3;
    private static final String IN = "in";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void losesNothingAndRepeatsNothingWhileLeadersAreKilled() throws Exception {
        try (var cluster = ServeCluster.start(folder, 3)) {
            // Given
            var done = new ArrayList<String>();
            for (var topic : List.of(IN, "classic", "consumer")) {
                create(cluster, topic);
            }
            try (var classic = new FollowingReader("classic", PARTITIONS, cluster.bootstrap(), true);
                    var consumer = new FollowingReader("consumer", PARTITIONS, cluster.bootstrap(), true)) {
                var feeder = new NumberedProducer("feeder", IN, PARTITIONS, cluster.bootstrap());
                var first = new Transformer(IN, "classic", cluster.bootstrap(), "classic");
                var second = new Transformer(IN, "consumer", cluster.bootstrap(), "consumer");
                progress(List.of(first, second), done);

                // When
                var faults = new Faults(cluster, IN, SEED);
                for (int i = 0; i < KILLS; i++) {
                    done.add(faults.killLeader());
                    progress(List.of(first, second), done);
                }
                feeder.close();
                var sent = new HashSet<>(feeder.sent());
                var lost = List.copyOf(feeder.failures());
                ServeCluster.await(
                        "all is transformed after " + what(done),
                        () -> count(classic) >= sent.size() && count(consumer) >= sent.size());
                first.close();
                second.close();

                // Then: each record once in each output, in the order of its partition
                assertEquals(List.of(), lost, () -> what(done));
                for (var reader : List.of(classic, consumer)) {
                    assertEquals(List.of(), List.copyOf(reader.problems()), () -> what(done));
                    for (var values : reader.values()) {
                        assertEquals(values.size(), new HashSet<>(values).size(), () -> "repeated, " + what(done));
                        assertInOrder(values, done);
                        assertTrue(sent.containsAll(values), () -> "never sent, " + what(done));
                    }
                    assertEquals(sent.size(), count(reader), () -> what(done));
                }
                System.out.println(what(done) + ": " + sent.size() + " records, "
                        + (first.commits() + second.commits()) + " transactions, begun anew: "
                        + first.failures() + second.failures());
            }
        }
    }

    private static void assertInOrder(List<String> values, List<String> done) {
        long before = -1;
        for (var value : values) {
            long number = Long.parseLong(value.substring(value.indexOf(':') + 1));
            assertTrue(number > before, () -> value + " is out of order, " + what(done));
            before = number;
        }
    }

    private static int count(FollowingReader reader) {
        return reader.values().stream().mapToInt(List::size).sum();
    }

    private static void progress(List<Transformer> all, List<String> done) {
        for (var one : all) {
            int before = one.commits();
            ServeCluster.await("a transaction after " + what(done), () -> one.commits() > before);
        }
    }

    private static void create(ServeCluster cluster, String topic) {
        try (var admin = cluster.admin(1)) {
            admin.call(
                    AdminMethods.TOPIC_CREATE,
                    new TopicCreate.Request(topic, PARTITIONS, 3, Map.of(), false, false, false),
                    Duration.ofSeconds(30));
        }
    }

    private static String what(List<String> done) {
        return "seed " + SEED + ", " + done;
    }
}
