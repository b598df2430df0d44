package io.takhin.daemon.adapter.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.core.metadata.MetadataEvent.ConfigsReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicCreated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicDeleted;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChronicleMetadataStoreTest extends MetadataStoreContractTest {

    @Override
    protected MetadataStore open(Path data) throws IOException {
        return ChronicleMetadataStore.open(data);
    }

    private MetadataImage fill() throws IOException {
        try (var store = open(folder)) {
            store.apply(12, someEvents());
            return store.image();
        }
    }

    @Test
    void opensAsItWasAfterAnOrderlyClose() throws Exception {
        // Given
        var image = fill();

        // When
        try (var store = open(folder)) {
            // Then
            assertEquals(image, store.image());
            assertEquals(12, store.appliedIndex());
            assertFalse(Files.exists(folder.resolve("CLEAN")), "a crash from here on must be seen");
        }
        assertTrue(Files.exists(folder.resolve("CLEAN")));
    }

    @Test
    void opensAsItWasAfterItsLibraryWasPrepared() throws Exception {
        // Given
        var image = fill();

        // When
        ChronicleMetadataStore.prepare();
        ChronicleMetadataStore.prepare();

        // Then
        try (var store = open(folder)) {
            assertEquals(image, store.image());
        }
    }

    @Test
    void startsEmptyWhenItWasNotClosed() throws Exception {
        // Given
        fill();
        Files.delete(folder.resolve("CLEAN"));

        // When
        try (var store = open(folder)) {
            // Then
            assertEquals(MetadataImage.EMPTY, store.image());
            assertEquals(0, store.appliedIndex());
        }
    }

    @Test
    void startsEmptyWhenTheMarkIsDamaged() throws Exception {
        // Given
        fill();
        var mark = folder.resolve("CLEAN");
        for (var broken : List.of("", "x", Files.readString(mark).replace("12", "13"), "{}\n00000000\n")) {
            Files.writeString(mark, broken);

            // When
            try (var store = open(folder)) {
                // Then
                assertEquals(MetadataImage.EMPTY, store.image(), broken);
            }
            fill();
        }
    }

    @Test
    void startsEmptyWhenAnEntryOfTheMapWasChanged() throws Exception {
        // Given
        fill();
        var path = onlyMap();
        var text = new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(text.indexOf("topic-1"));
            file.write('T');
        }

        // When
        try (var store = open(folder)) {
            // Then
            assertEquals(MetadataImage.EMPTY, store.image());
        }
    }

    @Test
    void startsEmptyWhenTheMapIsGone() throws Exception {
        // Given
        fill();
        Files.delete(onlyMap());

        // When
        try (var store = open(folder)) {
            // Then
            assertEquals(MetadataImage.EMPTY, store.image());
        }
    }

    @Test
    void startsEmptyAfterAChangeThatFailedHalfWay() throws Exception {
        // Given
        try (var store = open(folder)) {
            store.apply(12, someEvents());
            assertThrows(
                    IllegalStateException.class,
                    () -> store.apply(
                            13,
                            List.of(
                                    new TopicCreated(topic(70, 1)),
                                    new TopicDeleted(topic(71, 1).id()))));
            assertEquals(MetadataImage.EMPTY.with(someEvents()), store.image());
        }

        // When
        try (var store = open(folder)) {
            // Then
            assertEquals(MetadataImage.EMPTY, store.image());
        }
    }

    @Test
    void movesToALargerFileBeforeTheMapIsFull() throws Exception {
        // Given
        MetadataImage image;
        try (var store = open(folder)) {
            // When
            for (int i = 1; i <= 3 * MapFile.CAPACITY_MIN; i++) {
                store.apply(i, List.of(new TopicCreated(topic(i, 1))));
            }
            image = store.image();
        }

        // Then
        assertEquals(3 * MapFile.CAPACITY_MIN, image.topics().size());
        onlyMap();
        try (var store = open(folder)) {
            assertEquals(image, store.image());
            assertEquals(3 * MapFile.CAPACITY_MIN, store.appliedIndex());
        }
    }

    @Test
    void takesManyOfTheLargestTopics() throws Exception {
        // Given
        MetadataImage image;
        try (var store = open(folder)) {
            // When
            for (int i = 1; i <= 500; i++) {
                store.apply(i, List.of(new TopicCreated(huge(i))));
            }
            image = store.image();
        }

        // Then
        try (var store = open(folder)) {
            assertEquals(image, store.image());
        }
    }

    @Test
    void takesTopicsThatComeGoGrowAndShrinkForLong() throws Exception {
        try (var store = open(folder)) {
            // When
            for (int i = 1; i <= 5000; i++) {
                var small = topic(i, 1);
                store.apply(
                        i,
                        List.of(
                                new TopicCreated(small),
                                new ConfigsReplaced(small.id(), Map.of("k", "v".repeat(i * 37 % 16_000)))));
                if (i > 20) {
                    store.apply(i, List.of(new TopicDeleted(topic(i - 20, 1).id())));
                }
            }

            // Then
            assertEquals(20, store.image().topics().size());
        }
    }

    private Path onlyMap() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var maps = files.filter(file -> file.toString().endsWith(".cm3")).toList();
            assertEquals(1, maps.size());
            return maps.getFirst();
        }
    }
}
