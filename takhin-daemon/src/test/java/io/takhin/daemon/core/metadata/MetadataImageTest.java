package io.takhin.daemon.core.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.MetadataEvent.ClusterFormatted;
import io.takhin.daemon.core.metadata.MetadataEvent.ConfigsReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicCreated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicDeleted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetadataImageTest {

    private static TopicState topic(long id, String name) {
        return new TopicState(new TopicId(0, id), name, List.of(0, 0), 1, new TreeMap<>(), 5);
    }

    @Test
    void leavesTheImageBeforeAsItWas() {
        // Given
        var before = MetadataImage.EMPTY.with(new TopicCreated(topic(1, "a.b")));

        // When
        var after = before.with(
                List.of(new ConfigsReplaced(new TopicId(0, 1), Map.of("k", "v")), new TopicCreated(topic(2, "other"))));
        var empty = after.with(List.of(new TopicDeleted(new TopicId(0, 1)), new TopicDeleted(new TopicId(0, 2))));

        // Then
        assertEquals(Map.of(), before.topic("a.b").orElseThrow().configs());
        assertEquals(Map.of("k", "v"), after.topic("a.b").orElseThrow().configs());
        assertEquals(Optional.of("a.b"), before.colliding("a_b"));
        assertEquals(MetadataImage.EMPTY, empty);
        assertEquals(Optional.empty(), empty.colliding("a_b"));
    }

    @Test
    void listsTopicsByName() {
        // When
        var image = MetadataImage.EMPTY.with(List.of(new TopicCreated(topic(1, "b")), new TopicCreated(topic(2, "a"))));

        // Then
        assertEquals(
                List.of("a", "b"),
                image.topicsByName().stream().map(TopicState::name).toList());
    }

    @Test
    void tellsImagesApartByAllTheyHold() {
        // Given
        var image = MetadataImage.EMPTY.with(new ClusterFormatted("c", 1));

        // Then
        assertEquals(
                image.hashCode(),
                MetadataImage.EMPTY.with(new ClusterFormatted("c", 1)).hashCode());
        assertNotEquals(image, image.with(new MetadataEvent.ProducerIdsAllocated(0, 1)));
        assertNotEquals(image, image.with(new TopicCreated(topic(1, "a"))));
        assertNotEquals(image, MetadataImage.EMPTY.with(new ClusterFormatted("c", 2)));
    }

    @Test
    void refusesAnEventForATopicThatIsNotThere() {
        assertThrows(IllegalStateException.class, () -> MetadataImage.EMPTY.with(new TopicDeleted(new TopicId(0, 1))));
    }
}
