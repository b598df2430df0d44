package io.takhin.daemon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.topic.TopicAlter;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.error.TakhinException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leader that was cut off, or paused, while others went on without it tells nothing that is not true any more. */
class DeposedLeaderIT {

    private static final String TOPIC = "register";
    private static final String CONFIG = "retention.ms";
    private static final Duration BRIEFLY = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void servesNoStaleReadWhenItIsCutOffOrPaused() throws Exception {
        try (var cluster = ServeCluster.start(folder, 3)) {
            // Given
            try (var admin = cluster.admin(1)) {
                admin.call(
                        AdminMethods.TOPIC_CREATE,
                        new TopicCreate.Request(TOPIC, 1, 3, Map.of(CONFIG, "1000000000"), false, false, false),
                        Duration.ofSeconds(30));
            }

            // When: cut off
            int first = leader(cluster, 1);
            cluster.links().isolate(first);
            changeElsewhere(cluster, first, "2000000000");

            // Then: no answer, for as long as it is alone
            for (int i = 0; i < 3; i++) {
                assertEquals(Optional.empty(), read(cluster, first));
            }
            cluster.links().heal();
            ServeCluster.await("an answer", () -> read(cluster, first).isPresent());
            assertEquals(Optional.of("2000000000"), read(cluster, first));

            // When: paused, which it notices of itself no sooner than anyone
            int second = leader(cluster, first);
            cluster.signal(second, "STOP");
            changeElsewhere(cluster, second, "3000000000");
            cluster.signal(second, "CONT");

            // Then
            for (int i = 0; i < 20; i++) {
                var value = read(cluster, second);
                assertTrue(value.isEmpty() || value.get().equals("3000000000"), () -> "stale: " + value);
            }
        }
    }

    private static int leader(ServeCluster cluster, int asked) {
        var found = new int[1];
        ServeCluster.await("a leader of the metadata", () -> {
            var leader = leaderAsTold(cluster, asked);
            leader.ifPresent(id -> found[0] = id);
            return leader.isPresent();
        });
        return found[0];
    }

    private static OptionalInt leaderAsTold(ServeCluster cluster, int asked) {
        try (var admin = cluster.admin(asked)) {
            var leader = admin.call(AdminMethods.CLUSTER_INFO, new ClusterInfo.Request(), BRIEFLY)
                    .leader();
            return leader == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(leader));
        } catch (TakhinException e) {
            return OptionalInt.empty();
        }
    }

    /** Changes the topic through a node that is not the given one, once the others have a leader. */
    private static void changeElsewhere(ServeCluster cluster, int without, String value) {
        int other = without == 1 ? 2 : 1;
        ServeCluster.await("a change without node " + without, () -> {
            try (var admin = cluster.admin(other)) {
                admin.call(
                        AdminMethods.TOPIC_ALTER,
                        new TopicAlter.Request(TOPIC, Map.of(CONFIG, value), List.of(), false),
                        Duration.ofSeconds(10));
                return true;
            } catch (TakhinException e) {
                return false;
            }
        });
    }

    private static Optional<String> read(ServeCluster cluster, int node) {
        try (var admin = cluster.admin(node)) {
            return admin.call(AdminMethods.TOPIC_DESCRIBE, new TopicDescribe.Request(TOPIC), BRIEFLY).configs().stream()
                    .filter(config -> config.name().equals(CONFIG))
                    .map(config -> config.value())
                    .findFirst();
        } catch (TakhinException e) {
            return Optional.empty();
        }
    }
}
