package io.takhin.daemon.core.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.json.RecordJson;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.MetadataCommand.AddPartitions;
import io.takhin.daemon.core.metadata.MetadataCommand.AllocateProducerIds;
import io.takhin.daemon.core.metadata.MetadataCommand.AlterConfigs;
import io.takhin.daemon.core.metadata.MetadataCommand.CreateTopic;
import io.takhin.daemon.core.metadata.MetadataCommand.DeleteTopic;
import io.takhin.daemon.core.metadata.MetadataCommand.FormatCluster;
import io.takhin.daemon.core.metadata.MetadataEvent.ProducerIdsAllocated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetadataMachineTest {

    private static final TopicId ORDERS = new TopicId(1, 7);

    private static final MetadataImage CLUSTER = after(MetadataImage.EMPTY, new FormatCluster("c", 3));
    private static final MetadataImage WITH_ORDERS = after(CLUSTER, create(ORDERS, "orders", 4));

    private static CreateTopic create(TopicId id, String name, int partitions) {
        return new CreateTopic(id, name, partitions, 1, Map.of(), 5);
    }

    private static MetadataImage after(MetadataImage image, MetadataCommand command) {
        return image.with(events(image, command));
    }

    private static List<MetadataEvent> events(MetadataImage image, MetadataCommand command) {
        return switch (MetadataMachine.decide(image, command)) {
            case Decision.Accepted(var events) -> events;
            case Decision.Rejected(var rejection) -> throw new AssertionError(rejection.toString());
        };
    }

    private static Reason refused(MetadataImage image, MetadataCommand command) {
        return switch (MetadataMachine.decide(image, command)) {
            case Decision.Accepted(var events) -> throw new AssertionError("accepted: " + events);
            case Decision.Rejected(var rejection) -> rejection.reason();
        };
    }

    @Test
    void formatsAClusterOnce() {
        assertEquals("c", CLUSTER.clusterId());
        assertEquals(3, CLUSTER.dataGroups());
        assertEquals(List.of(), events(CLUSTER, new FormatCluster("c", 9)));
        assertEquals(Reason.ALREADY_FORMATTED, refused(CLUSTER, new FormatCluster("other", 3)));
        assertEquals(Reason.INVALID_REQUEST, refused(MetadataImage.EMPTY, new FormatCluster("c", 0)));
        assertEquals(Reason.INVALID_REQUEST, refused(MetadataImage.EMPTY, new FormatCluster("", 1)));
        assertEquals(Reason.NOT_READY, refused(MetadataImage.EMPTY, create(ORDERS, "orders", 1)));
    }

    @Test
    void spreadsPartitionsRoundTheGroupsAndGoesOnThereWhenTheyGrow() {
        // When
        var grown = after(WITH_ORDERS, new AddPartitions(ORDERS, 6));

        // Then
        assertEquals(
                List.of(1, 2, 0, 1), WITH_ORDERS.topic("orders").orElseThrow().groups());
        assertEquals(
                List.of(1, 2, 0, 1, 2, 0), grown.topic("orders").orElseThrow().groups());
    }

    @Test
    void refusesTopicsThatCantBe() {
        var other = new TopicId(1, 8);
        assertEquals(Reason.TOPIC_EXISTS, refused(WITH_ORDERS, create(other, "orders", 1)));
        assertEquals(Reason.TOPIC_EXISTS, refused(WITH_ORDERS, create(ORDERS, "new", 1)));
        assertEquals(Reason.INVALID_TOPIC, refused(WITH_ORDERS, create(other, "", 1)));
        assertEquals(Reason.INVALID_PARTITIONS, refused(WITH_ORDERS, create(other, "new", 0)));
        assertEquals(
                Reason.INVALID_PARTITIONS,
                refused(WITH_ORDERS, create(other, "new", MetadataMachine.PARTITIONS_MAX + 1)));
        assertEquals(
                Reason.INVALID_REPLICATION_FACTOR,
                refused(WITH_ORDERS, new CreateTopic(other, "new", 1, 0, Map.of(), 5)));
        var dotted = after(CLUSTER, create(other, "a.b", 1));
        assertEquals(Reason.INVALID_TOPIC, refused(dotted, create(ORDERS, "a_b", 1)));
    }

    @Test
    void boundsTheSizeOfConfigs() {
        // Given
        var tooLong = Map.of("k", "v".repeat(MetadataMachine.CONFIG_CHARS_MAX));
        var longest = Map.of("k", "v".repeat(MetadataMachine.CONFIG_CHARS_MAX - 1));

        // Then
        assertEquals(Reason.INVALID_CONFIG, refused(CLUSTER, new CreateTopic(ORDERS, "orders", 1, 1, tooLong, 5)));
        assertEquals(Reason.INVALID_CONFIG, refused(WITH_ORDERS, new AlterConfigs(ORDERS, tooLong, List.of())));
        var full = after(WITH_ORDERS, new AlterConfigs(ORDERS, longest, List.of()));
        assertEquals(Reason.INVALID_CONFIG, refused(full, new AlterConfigs(ORDERS, Map.of("l", ""), List.of())));
    }

    @Test
    void setsAndRemovesConfigs() {
        // When
        var set = after(WITH_ORDERS, new AlterConfigs(ORDERS, Map.of("a", "1", "b", "2"), List.of()));
        var removed = after(set, new AlterConfigs(ORDERS, Map.of("c", "3"), List.of("a", "unset")));

        // Then
        assertEquals(
                Map.of("b", "2", "c", "3"),
                removed.topic("orders").orElseThrow().configs());
        assertEquals(List.of(), events(removed, new AlterConfigs(ORDERS, Map.of("b", "2"), List.of("a"))));
        assertEquals(
                Reason.INVALID_REQUEST, refused(removed, new AlterConfigs(ORDERS, Map.of("b", "5"), List.of("b"))));
    }

    @Test
    void neverShrinksATopic() {
        assertEquals(List.of(), events(WITH_ORDERS, new AddPartitions(ORDERS, 4)));
        assertEquals(Reason.INVALID_PARTITIONS, refused(WITH_ORDERS, new AddPartitions(ORDERS, 3)));
        assertEquals(
                Reason.INVALID_PARTITIONS,
                refused(WITH_ORDERS, new AddPartitions(ORDERS, MetadataMachine.PARTITIONS_MAX + 1)));
    }

    @Test
    void keepsWhichNodesWereNamedForPartitions() {
        // When
        var created = after(CLUSTER, assigned(List.of(List.of(2, 1), List.of(3, 2))));
        var grown = after(created, new AddPartitions(ORDERS, 3, new ReplicaAssignment(List.of(List.of(1, 3)))));
        var grownByNumber =
                after(WITH_ORDERS, new AddPartitions(ORDERS, 5, new ReplicaAssignment(List.of(List.of(2)))));
        var configured = after(grown, new AlterConfigs(ORDERS, Map.of("a", "1"), List.of()));

        // Then
        assertEquals(
                List.of(List.of(2, 1), List.of(3, 2), List.of(1, 3)),
                configured.topic("orders").orElseThrow().assigned().nodes());
        assertEquals(
                List.of(List.of(), List.of(), List.of(), List.of(), List.of(2)),
                grownByNumber.topic("orders").orElseThrow().assigned().nodes());
        assertEquals(configured, MetadataImage.EMPTY.with(configured.asEvents()));
    }

    @Test
    void refusesAssignmentsThatCantBe() {
        var tooMany = Collections.nCopies(ReplicaAssignment.NAMES_MAX + 1, List.of(1));
        assertEquals(Reason.INVALID_ASSIGNMENT, refused(CLUSTER, assigned(List.of(List.of(1, 1)))));
        assertEquals(Reason.INVALID_ASSIGNMENT, refused(CLUSTER, assigned(tooMany)));
        assertEquals(
                Reason.INVALID_ASSIGNMENT,
                refused(
                        WITH_ORDERS,
                        new AddPartitions(ORDERS, 5, new ReplicaAssignment(List.of(List.of(1), List.of(1))))));
    }

    @Test
    void readsWhatWasWrittenBeforeThereWereAssignments() {
        // Given
        var command = "{\"type\":\"createTopic\",\"id\":\"" + ORDERS + "\",\"name\":\"orders\",\"partitions\":4,"
                + "\"replicationFactor\":1,\"configs\":{},\"nowMs\":5}";

        // When
        var read = RecordJson.read(
                command.getBytes(StandardCharsets.UTF_8), MetadataCommand.class, RecordJson.Unknown.REFUSE);

        // Then: and what has none is still written so, for nodes that know of none
        assertEquals(create(ORDERS, "orders", 4), read);
        assertEquals(command, new String(RecordJson.toBytes(read), StandardCharsets.UTF_8));
    }

    private static CreateTopic assigned(List<List<Integer>> nodes) {
        return new CreateTopic(
                ORDERS, "orders", nodes.size(), nodes.getFirst().size(), Map.of(), 5, new ReplicaAssignment(nodes));
    }

    @Test
    void freesTheNameOfADeletedTopicButKnowsItsIdNoMore() {
        // When
        var without = after(WITH_ORDERS, new DeleteTopic(ORDERS));
        var again = after(without, create(new TopicId(1, 8), "orders", 1));

        // Then
        assertEquals(Reason.UNKNOWN_TOPIC, refused(again, new DeleteTopic(ORDERS)));
        assertEquals(Reason.UNKNOWN_TOPIC, refused(again, new AddPartitions(ORDERS, 9)));
        assertTrue(again.topic("orders").isPresent());
    }

    @Test
    void givesOutProducerIdsInBlocks() {
        // When
        var first = events(CLUSTER, new AllocateProducerIds(10));
        var second = events(CLUSTER.with(first), new AllocateProducerIds(5));

        // Then
        assertEquals(List.of(new ProducerIdsAllocated(0, 10)), first);
        assertEquals(List.of(new ProducerIdsAllocated(10, 5)), second);
        assertEquals(Reason.INVALID_REQUEST, refused(CLUSTER, new AllocateProducerIds(0)));
        assertEquals(
                Reason.INVALID_REQUEST,
                refused(CLUSTER, new AllocateProducerIds(MetadataMachine.PRODUCER_IDS_MAX + 1)));
    }

    @Test
    void decidesTheSameAtEachReplayAndItsEventsMakeTheSameImage() {
        for (long seed = 1; seed <= 20; seed++) {
            // Given
            var random = new Random(seed);
            var image = CLUSTER;
            var accepted = new ArrayList<MetadataCommand>();
            for (int i = 0; i < 300; i++) {
                var command = any(random);
                if (MetadataMachine.decide(image, command) instanceof Decision.Accepted(var events)) {
                    accepted.add(command);
                    image = image.with(events);
                }
            }

            // When
            var replayed = CLUSTER;
            for (var command : accepted) {
                replayed = after(replayed, command);
            }

            // Then
            assertEquals(image, replayed, "seed " + seed);
            assertEquals(image, MetadataImage.EMPTY.with(image.asEvents()), "seed " + seed);
            for (var topic : image.topics()) {
                assertEquals(topic, image.topic(topic.name()).orElseThrow(), "seed " + seed);
                assertEquals(topic.name(), image.colliding(topic.name()).orElseThrow(), "seed " + seed);
            }
        }
    }

    private static MetadataCommand any(Random random) {
        var id = new TopicId(0, random.nextInt(12));
        return switch (random.nextInt(5)) {
            case 0 -> create(id, "topic" + "._-".charAt(random.nextInt(3)) + random.nextInt(6), 1 + random.nextInt(5));
            case 1 -> new DeleteTopic(id);
            case 2 -> new AddPartitions(id, random.nextInt(9));
            case 3 -> new AlterConfigs(id, Map.of("k" + random.nextInt(3), "v"), List.of("k3"));
            default -> new AllocateProducerIds(random.nextInt(4));
        };
    }
}
