package io.takhin.daemon.adapter.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataCommand.AllocateProducerIds;
import io.takhin.daemon.core.metadata.MetadataCommand.AlterConfigs;
import io.takhin.daemon.core.metadata.MetadataCommand.CreateTopic;
import io.takhin.daemon.core.metadata.MetadataCommand.DeleteTopic;
import io.takhin.daemon.core.metadata.MetadataCommand.FormatCluster;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.MetadataMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCommandLogTest {

    @TempDir
    Path folder;

    private static List<MetadataCommand> everyKind() {
        var id = new TopicId(1, 2);
        return List.of(
                new FormatCluster("cluster", 1),
                new CreateTopic(id, "orders", 3, 1, Map.of("retention.ms", "5"), 1234),
                new MetadataCommand.AddPartitions(id, 5),
                new AlterConfigs(id, Map.of("a", "ü"), List.of("retention.ms")),
                new AllocateProducerIds(10),
                new DeleteTopic(id));
    }

    private FileCommandLog open() throws IOException {
        return FileCommandLog.open(folder);
    }

    private static List<MetadataCommand> replay(FileCommandLog log, long index) throws IOException {
        var commands = new ArrayList<MetadataCommand>();
        log.replay(index, (at, command) -> {
            assertEquals(index + commands.size() + 1, at);
            commands.add(command);
        });
        return commands;
    }

    private static MetadataImage image(List<MetadataCommand> commands) {
        var image = MetadataImage.EMPTY;
        for (var command : commands) {
            if (MetadataMachine.decide(image, command) instanceof Decision.Accepted(var events)) {
                image = image.with(events);
            }
        }
        return image;
    }

    private Path only(String suffix) throws IOException {
        var found = all(suffix);
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    private List<Path> all(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void keepsEveryKindOfCommandInOrder() throws Exception {
        // Given
        try (var log = open()) {
            assertEquals(0, log.lastIndex());
            assertEquals(2, log.append(everyKind().subList(0, 2)));
            assertEquals(6, log.append(everyKind().subList(2, 6)));
        }

        // When
        try (var log = open()) {
            // Then
            assertEquals(6, log.lastIndex());
            assertEquals(everyKind(), replay(log, 0));
            assertEquals(everyKind().subList(3, 6), replay(log, 3));
            assertEquals(7, log.append(List.of(new AllocateProducerIds(1))));
        }
    }

    @Test
    void cutsATornGroupOffWhereverItEnds() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind().subList(0, 2));
        }
        var path = only(".commands");
        int whole = (int) Files.size(path);
        try (var log = open()) {
            log.append(everyKind().subList(2, 6));
        }
        var bytes = Files.readAllBytes(path);

        for (int length = whole; length < bytes.length; length++) {
            var tails = length % 16 == 0 ? List.of(new byte[0], new byte[64]) : List.of(new byte[0]);
            for (var tail : tails) {
                Files.write(path, Arrays.copyOf(bytes, length));
                Files.write(path, tail, StandardOpenOption.APPEND);

                // When
                try (var log = open()) {
                    // Then
                    assertEquals(2, log.lastIndex(), "cut at " + length);
                    assertEquals(whole, Files.size(path));
                    assertEquals(3, log.append(List.of(new AllocateProducerIds(1))));
                }
                try (var log = open()) {
                    assertEquals(3, replay(log, 0).size());
                }
            }
        }
    }

    @Test
    void startsANewSegmentWhoseHeaderWasTorn() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind());
            log.checkpoint(6, image(everyKind()));
        }
        var last = all(".commands").getLast();
        for (int length = 0; length < CommandSegment.HEADER_BYTES; length++) {
            Files.write(last, Arrays.copyOf(Files.readAllBytes(last), length));

            // When
            try (var log = open()) {
                // Then
                assertEquals(6, log.lastIndex());
            }
            assertEquals(CommandSegment.HEADER_BYTES, Files.size(last));
        }
    }

    @Test
    void refusesAnyChangedByteInTheMiddle() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind().subList(0, 2));
            log.append(everyKind().subList(2, 4));
        }
        var path = only(".commands");
        int middleEnd = (int) Files.size(path);
        try (var log = open()) {
            log.append(everyKind().subList(4, 6));
        }
        var good = Files.readAllBytes(path);

        for (int at = 0; at < middleEnd; at++) {
            var bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(path, bad);

            // When
            var failure = assertThrows(IOException.class, this::open, "byte " + at);

            // Then
            assertTrue(failure.getMessage().startsWith(path + " is damaged at byte "), failure.getMessage());
            assertTrue(failure.getMessage().contains("restore"), failure.getMessage());
            assertEquals(good.length, Files.size(path), "nothing is cut");
        }
    }

    @Test
    void readsTheNewestCheckpointAndTheCommandsBehindIt() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind().subList(0, 5));
            log.checkpoint(5, image(everyKind().subList(0, 5)));
            log.append(everyKind().subList(5, 6));
        }

        // When
        try (var log = open()) {
            // Then
            assertEquals(5, log.checkpoint().index());
            assertEquals(image(everyKind().subList(0, 5)), log.checkpoint().image());
            assertEquals(6, log.lastIndex());
            assertEquals(everyKind().subList(5, 6), replay(log, 5));
        }
    }

    @Test
    void keepsTwoCheckpointsAndTheSegmentsBehindTheOlder() throws Exception {
        // When
        try (var log = open()) {
            log.append(everyKind());
            for (int round = 0; round < 5; round++) {
                log.checkpoint(log.lastIndex(), image(everyKind()));
                log.append(List.of(new AllocateProducerIds(1)));
            }
        }

        // Then
        assertEquals(2, all(".checkpoint").size());
        assertEquals(2, all(".commands").size());
        try (var log = open()) {
            assertEquals(10, log.checkpoint().index());
            assertEquals(11, log.lastIndex());
        }
    }

    @Test
    void fallsBackToTheOlderCheckpoint() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind().subList(0, 2));
            log.checkpoint(2, image(everyKind().subList(0, 2)));
            log.append(everyKind().subList(2, 4));
            log.checkpoint(4, image(everyKind().subList(0, 4)));
            log.append(everyKind().subList(4, 6));
        }
        var newest = all(".checkpoint").getLast();
        var good = Files.readAllBytes(newest);
        for (int at = 0; at < good.length; at++) {
            var bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(newest, bad);

            // When
            try (var log = open()) {
                // Then
                assertEquals(2, log.checkpoint().index(), "byte " + at);
                assertEquals(everyKind().subList(2, 6), replay(log, 2));
            }
        }
    }

    @Test
    void replacesADamagedCheckpointAtTheNext() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind().subList(0, 2));
            log.checkpoint(2, image(everyKind().subList(0, 2)));
            log.append(everyKind().subList(2, 4));
            log.checkpoint(4, image(everyKind().subList(0, 4)));
        }
        Files.writeString(all(".checkpoint").getLast(), "broken");

        // When
        try (var log = open()) {
            log.append(everyKind().subList(4, 6));
            log.checkpoint(6, image(everyKind()));
        }

        // Then
        Files.writeString(all(".checkpoint").getLast(), "broken too");
        try (var log = open()) {
            assertEquals(2, log.checkpoint().index());
            assertEquals(everyKind().subList(2, 6), replay(log, 2));
        }
    }

    @Test
    void refusesWhenNoGoodCheckpointReachesTheCommands() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind().subList(0, 2));
            log.checkpoint(2, image(everyKind().subList(0, 2)));
            log.append(everyKind().subList(2, 4));
            log.checkpoint(4, image(everyKind().subList(0, 4)));
        }
        for (var checkpoint : all(".checkpoint")) {
            Files.writeString(checkpoint, "broken");
        }

        // Then
        assertTrue(assertThrows(IOException.class, this::open).getMessage().contains("no commands 1 to 2"));
        for (var segment : all(".commands")) {
            Files.delete(segment);
        }
        assertThrows(IOException.class, this::open);
    }

    @Test
    void forgetsAnUnfinishedCheckpoint() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind());
        }
        var unfinished = folder.resolve("00000000000000000006.checkpoint.tmp");
        Files.writeString(unfinished, "{");

        // When
        try (var log = open()) {
            // Then
            assertEquals(0, log.checkpoint().index());
            assertEquals(6, log.lastIndex());
            assertFalse(Files.exists(unfinished));
        }
    }

    @Test
    void refusesASegmentThatIsMissing() throws Exception {
        // Given
        try (var log = open()) {
            log.append(everyKind().subList(0, 2));
            log.checkpoint(2, image(everyKind().subList(0, 2)));
            log.append(everyKind().subList(2, 4));
            log.checkpoint(4, image(everyKind().subList(0, 4)));
        }
        Files.delete(all(".checkpoint").getLast());
        Files.delete(all(".commands").getFirst());

        // Then
        assertTrue(assertThrows(IOException.class, this::open).getMessage().contains("no commands 3 to 4"));
        Files.delete(all(".commands").getFirst());
        assertTrue(assertThrows(IOException.class, this::open).getMessage().contains("no commands"));
    }
}
