package io.takhin.daemon.adapter.ratis;

import static io.takhin.daemon.port.Records.batch;
import static io.takhin.daemon.port.Records.done;
import static io.takhin.daemon.port.Records.durable;
import static io.takhin.daemon.port.Records.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.log.Appended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in one JVM: what is acknowledged is on all of them, byte for byte. */
class ReplicationIT {

    @TempDir
    Path folder;

    @Test
    void replicatesWhatAnyNodeIsAsked() throws Exception {
        try (var cluster = RaftCluster.start(folder, 3, 3)) {
            // Given
            var topic =
                    done(cluster.node(2).createTopic(new NewTopic("orders", 6, 3, Map.of()), ChangeOptions.DEFAULT));
            // A node that hears of the topic before its data group opens it asks to try again.
            topic.partitions().forEach(cluster::leader);

            // When: each node is asked to append to each partition
            for (int id = 1; id <= 3; id++) {
                for (int partition = 0; partition < 6; partition++) {
                    done(cluster.node(id).append(topic.partition(partition), durable(batch("n" + id))));
                }
            }

            // Then
            Replicas.assertIdentical(cluster, topic);
            for (int partition = 0; partition < 6; partition++) {
                assertEquals(
                        List.of("0=n1", "1=n2", "2=n3"), valuesFrom(cluster.node(3), topic.partition(partition), 0));
            }
            assertEquals(3, cluster.node(1).cluster().nodes().size());
            RaftFixture.await(
                    "all are seen",
                    RaftCluster.PATIENCE,
                    () -> cluster.node(1).cluster().nodes().stream()
                            .allMatch(node -> node.alive() && node.kafka().startsWith("kafka-" + node.id())));
            done(cluster.node(3).delete("orders", ChangeOptions.DEFAULT));
        }
    }

    @Test
    void losesNothingAcknowledgedWhenALeaderStops() throws Exception {
        try (var cluster = RaftCluster.start(folder, 3, 1)) {
            // Given
            var topic =
                    done(cluster.node(1).createTopic(new NewTopic("orders", 1, 3, Map.of()), ChangeOptions.DEFAULT));
            var partition = topic.partition(0);
            int first = cluster.leader(partition);
            var appends = appendMany(cluster.node(first), partition, "a", 300);

            // When
            cluster.stop(first);
            int survivor = first == 1 ? 2 : 1;
            cluster.leader(partition);
            done(cluster.node(survivor).append(partition, durable(batch("after"))));
            cluster.startNode(first);
            cluster.awaitReady();
            done(cluster.node(first).append(partition, durable(batch("back"))));

            // Then
            Replicas.assertIdentical(cluster, topic);
            var values = valuesFrom(cluster.node(survivor), partition, 0).stream()
                    .map(value -> value.substring(value.indexOf('=') + 1))
                    .toList();
            for (int i = 0; i < appends.size(); i++) {
                if (appends.get(i).get() instanceof Outcome.Done<Appended>) {
                    assertEquals(1, count(values, "a" + i));
                }
            }
            assertTrue(values.containsAll(List.of("after", "back")));
        }
    }

    private static long count(List<String> values, String wanted) {
        return values.stream().filter(wanted::equals).count();
    }

    private static List<CompletableFuture<Outcome<Appended>>> appendMany(
            RaftBackend node, PartitionId partition, String prefix, int count) {
        var answers = new ArrayList<CompletableFuture<Outcome<Appended>>>();
        IntStream.range(0, count).forEach(i -> answers.add(node.append(partition, durable(batch(prefix + i)))));
        return answers;
    }
}
