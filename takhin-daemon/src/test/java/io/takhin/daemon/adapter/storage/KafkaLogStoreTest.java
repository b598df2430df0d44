package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.adapter.storage.TestStore.append;
import static io.takhin.daemon.adapter.storage.TestStore.batch;
import static io.takhin.daemon.adapter.storage.TestStore.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.core.Rejection.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaLogStoreTest {

    @TempDir
    Path temporary;

    @Test
    void keepsRecordsOverAnOrderlyRestart() throws Exception {
        try (var store = new TestStore(temporary.resolve("logs"))) {
            // Given
            var topic = store.create("orders", 2, Map.of());
            append(store.log(topic), batch("a", "b"));
            append(store.log(topic), batch("c"));

            // When
            store.restart();

            // Then
            var log = store.log(topic);
            log.advanceHighWatermark(log.endOffset());
            assertEquals(List.of("0=a", "1=b", "2=c"), valuesFrom(log, 0));
            assertEquals(3, append(log, batch("d")).baseOffset());
        }
    }

    @Test
    void keepsWrittenRecordsOverACrash() throws Exception {
        try (var store = new TestStore(temporary.resolve("logs"))) {
            // Given
            var topic = store.create("orders", 1, Map.of());
            append(store.log(topic), batch("a", "b"));

            // When
            store.crash();
            store.reopen();

            // Then
            var log = store.log(topic);
            log.advanceHighWatermark(log.endOffset());
            assertEquals(List.of("0=a", "1=b"), valuesFrom(log, 0));
        }
    }

    @Test
    void deletesATopicAtOnceAndItsFilesLater() throws Exception {
        try (var store = new TestStore(temporary.resolve("logs"))) {
            // Given
            var topic = store.create("orders", 3, Map.of());
            append(store.log(topic), batch("a"));

            // When
            store.store().delete(topic);

            // Then
            assertEquals(Optional.empty(), store.store().log(topic.partition(0)));
            assertEquals(Set.of(), store.store().partitions());
            assertFalse(Files.exists(store.folder(topic)));
            assertTrue(Files.exists(
                    store.folder.resolve(".trash").resolve(topic.id().toString())));
        }
    }

    @Test
    void removesLogsOfUnknownTopicsAtStart() throws Exception {
        try (var store = new TestStore(temporary.resolve("logs"))) {
            // Given
            var kept = store.create("kept", 1, Map.of());
            var gone = store.create("gone", 1, Map.of());
            append(store.log(kept), batch("a"));
            append(store.log(gone), batch("b"));
            store.forget(gone);

            // When
            store.restart();

            // Then
            assertEquals(Set.of(kept.partition(0)), store.store().partitions());
            assertFalse(Files.exists(store.folder(gone)));
        }
    }

    @Test
    void letsAReadUnderWayEndAfterTheTopicWasDeleted() throws Exception {
        try (var store = new TestStore(temporary.resolve("logs"))) {
            // Given
            var topic = store.create("orders", 1, Map.of());
            var log = store.log(topic);
            append(log, batch("a"));
            var read = TestStore.read(log, 0);

            // When
            store.store().delete(topic);

            // Then
            assertEquals(1, TestStore.records(read).size());
            assertEquals(
                    Reason.UNKNOWN_PARTITION, TestStore.refused(log, batch("b")).reason());
        }
    }

    @Test
    void opensALogWithSmallerIndexesThanItHas() throws Exception {
        try (var store = new TestStore(temporary.resolve("logs"))) {
            // Given
            var topic = store.create("orders", 1, Map.of("index.interval.bytes", "0"));
            for (int n = 0; n < 100; n++) {
                append(store.log(topic), batch("v" + n));
            }
            store.crash();
            var smaller = store.replace(topic.withConfigs(Map.of("segment.index.bytes", "80")));

            // When
            store.reopen();

            // Then
            var log = store.log(smaller);
            assertEquals(100, append(log, batch("next")).baseOffset());
            assertEquals("100=next", valuesFrom(log, 0).getLast());
        }
    }

    @Test
    void readsBesideAppendsAfterARestart() throws Exception {
        try (var store = new TestStore(temporary.resolve("logs"))) {
            // Given
            var topic =
                    store.create("orders", 1, Map.of("internal.segment.bytes", "2000", "index.interval.bytes", "0"));
            for (int n = 0; n < 200; n++) {
                append(store.log(topic), batch("v" + n));
            }
            store.restart();
            var log = store.log(topic);
            log.advanceHighWatermark(log.endOffset());

            // When
            var readers = new ArrayList<FutureTask<Integer>>();
            for (int n = 0; n < 4; n++) {
                int from = n * 50;
                var reader = new FutureTask<>(() -> valuesFrom(log, from).size());
                readers.add(reader);
                Thread.ofPlatform().name("takhin-test-reader-" + n).start(reader);
            }
            for (int n = 200; n < 400; n++) {
                append(log, batch("v" + n));
            }

            // Then
            for (int n = 0; n < 4; n++) {
                assertTrue(readers.get(n).get(30, TimeUnit.SECONDS) >= 200 - n * 50);
            }
            var all = valuesFrom(log, 0);
            assertEquals(400, all.size());
            assertEquals("399=v399", all.getLast());
        }
    }
}
