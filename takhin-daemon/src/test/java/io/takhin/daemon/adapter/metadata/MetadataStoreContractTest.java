package io.takhin.daemon.adapter.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.MetadataEvent;
import io.takhin.daemon.core.metadata.MetadataEvent.ClusterFormatted;
import io.takhin.daemon.core.metadata.MetadataEvent.ConfigsReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.PartitionsAdded;
import io.takhin.daemon.core.metadata.MetadataEvent.ProducerIdsAllocated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicCreated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicDeleted;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.ReplicaAssignment;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link MetadataStore} does. */
abstract class MetadataStoreContractTest {

    @TempDir
    Path folder;

    protected abstract MetadataStore open(Path data) throws Exception;

    static TopicState topic(long id, int partitions) {
        return new TopicState(
                new TopicId(9, id),
                "topic-" + id,
                Collections.nCopies(partitions, 0),
                1,
                new TreeMap<>(Map.of("retention.ms", String.valueOf(id))),
                id);
    }

    static TopicState huge(long id) {
        return new TopicState(
                new TopicId(9, id),
                "topic-" + id,
                Collections.nCopies(100_000, 0),
                1,
                new TreeMap<>(Map.of("k", "€".repeat(16_000))),
                id,
                new ReplicaAssignment(Collections.nCopies(ReplicaAssignment.NAMES_MAX, List.of(Integer.MAX_VALUE))));
    }

    static List<MetadataEvent> someEvents() {
        return List.of(
                new ClusterFormatted("cluster", 2),
                new TopicCreated(topic(1, 3)),
                new TopicCreated(topic(2, 1)),
                new PartitionsAdded(
                        new TopicId(9, 1), List.of(0, 1), new ReplicaAssignment(List.of(List.of(2), List.of(300)))),
                new ConfigsReplaced(new TopicId(9, 1), Map.of("a", "b", "umlaut", "ü€")),
                new TopicDeleted(new TopicId(9, 2)),
                new ProducerIdsAllocated(0, 7));
    }

    @Test
    void startsEmpty() throws Exception {
        try (var store = open(folder)) {
            assertEquals(MetadataImage.EMPTY, store.image());
            assertEquals(0, store.appliedIndex());
        }
    }

    @Test
    void carriesEventsOut() throws Exception {
        try (var store = open(folder)) {
            // When
            store.apply(1, List.of());
            store.apply(2, someEvents());

            // Then
            assertEquals(MetadataImage.EMPTY.with(someEvents()), store.image());
            assertEquals(2, store.appliedIndex());
        }
    }

    @Test
    void startsAgainFromAnImage() throws Exception {
        try (var store = open(folder)) {
            // Given
            store.apply(1, List.of(new TopicCreated(topic(50, 1))));
            var image = MetadataImage.EMPTY.with(someEvents());

            // When
            store.reset(40, image);
            store.apply(41, List.of(new TopicCreated(topic(3, 1))));

            // Then
            assertEquals(image.with(new TopicCreated(topic(3, 1))), store.image());
            assertEquals(41, store.appliedIndex());
        }
    }
}
