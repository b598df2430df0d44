package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.adapter.storage.TestStore.append;
import static io.takhin.daemon.adapter.storage.TestStore.batch;
import static io.takhin.daemon.adapter.storage.TestStore.batchAt;
import static io.takhin.daemon.adapter.storage.TestStore.flip;
import static io.takhin.daemon.adapter.storage.TestStore.idempotent;
import static io.takhin.daemon.adapter.storage.TestStore.rejection;
import static io.takhin.daemon.adapter.storage.TestStore.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionLog;
import io.takhin.daemon.port.log.ReadRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is on disk is not what was written: it must be detected, reported, and recovered or refused, but never served.
 */
class LogDamageTest {

    private static final long T0 = 1_700_000_000_000L;

    /** About three batches a segment, and an index entry for each but the first. */
    private static final Map<String, String> SMALL =
            Map.of("internal.segment.bytes", "300", "index.interval.bytes", "0");

    private static final int BATCHES = 9;

    /** Each change costs a restart; {@link BatchScannerTest} changes every byte. Prime to the sizes of all fields. */
    private static final int STEP = 7;

    @TempDir
    Path temporary;

    private TestStore store;
    private TopicState topic;
    private final List<String> written = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        store = new TestStore(temporary.resolve("logs"));
        topic = store.create("t", 1, SMALL);
        for (int n = 0; n < BATCHES; n++) {
            append(store.log(topic), batchAt(T0 + n * 10L, "value" + n));
            written.add(n + "=value" + n);
        }
    }

    @Test
    void cutsGarbageOffTheEndAfterACrash() throws Exception {
        // Given
        store.crash();
        Files.write(lastSegment().log(), new byte[] {1, 2, 3, 4, 5, 6, 7}, StandardOpenOption.APPEND);

        // When
        store.reopen();

        // Then
        assertEquals(written, everything());
        assertEquals(BATCHES, append(store.log(topic), batch("new")).baseOffset());
        store.close();
    }

    @Test
    void cutsAHalfWrittenBatchOffAfterACrash() throws Exception {
        // Given
        store.crash();
        cutBytes(lastSegment().log(), 5);

        // When
        store.reopen();

        // Then
        assertEquals(written.subList(0, BATCHES - 1), everything());
        store.close();
    }

    @Test
    void neverServesAnyChangedByteOfUnflushedRecords() throws Exception {
        store.crash();
        var crashed = temporary.resolve("crashed");
        TestStore.copyFolder(store.folder, crashed);
        var segment = lastSegment();

        for (int at = 0; at < Files.size(segment.log()); at += STEP) {
            // Given
            flip(segment.log(), at);

            // When
            store.reopen();

            // Then
            var kept = everything();
            assertEquals(written.subList(0, kept.size()), kept, "byte " + at);
            assertTrue(kept.size() >= segment.baseOffset() && kept.size() < BATCHES, "byte " + at + " was not noticed");
            store.stop();
            Folders.delete(store.folder);
            TestStore.copyFolder(crashed, store.folder);
        }
    }

    @Test
    void refusesToStartWithoutFlushedRecordsUntilToldTo() throws Exception {
        // Given
        store.log(topic).flush();
        store.store().checkpoint();
        store.crash();
        var segment = lastSegment();
        flip(segment.log(), 70);

        // When
        var refusal = assertThrows(CorruptLogException.class, store::reopen);
        store.stop();
        Files.createFile(store.folder(topic).resolve("accept-loss"));
        store.reopen();

        // Then
        assertTrue(refusal.getMessage().contains(segment.log().toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("from offset " + segment.baseOffset()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("accept-loss"), refusal.getMessage());
        assertEquals(written.subList(0, (int) segment.baseOffset()), everything());
        assertFalse(Files.exists(store.folder(topic).resolve("accept-loss")));
        store.close();
    }

    @Test
    void refusesToStartWhenFlushedRecordsAreCutOffOrGone() throws Exception {
        // Given
        store.log(topic).flush();
        store.store().checkpoint();
        store.crash();
        cutBytes(lastSegment().log(), 5);

        // When
        var cut = assertThrows(CorruptLogException.class, store::reopen);
        store.stop();
        Folders.delete(store.folder(topic));
        var gone = assertThrows(CorruptLogException.class, store::reopen);

        // Then
        assertTrue(cut.getMessage().contains("from offset " + (BATCHES - 1)), cut.getMessage());
        assertTrue(gone.getMessage().contains("missing"), gone.getMessage());
        store.stop();
    }

    @Test
    void refusesToStartWhenTheEndWasCutAfterAnOrderlyStop() throws Exception {
        // Given
        store.stop();
        cutBytes(lastSegment().log(), 5);

        // When
        var refusal = assertThrows(CorruptLogException.class, store::reopen);

        // Then
        assertTrue(refusal.getMessage().contains(lastSegment().log().toString()), refusal.getMessage());
        store.stop();
    }

    @Test
    void neverServesAnyChangedByteOfAnOlderSegment() throws Exception {
        store.stop();
        var segment = store.segments(topic).get(1);
        long next = store.segments(topic).get(2).baseOffset();

        for (int at = 0; at < Files.size(segment.log()); at += STEP) {
            // Given
            byte was = flip(segment.log(), at);

            // When
            store.reopen();
            var log = opened();

            // Then
            assertEquals(Reason.STORAGE_FAILED, firstRefusal(log).reason(), "byte " + at);
            assertEquals(written.subList((int) next, BATCHES), valuesFrom(log, next));
            assertEquals(0, TestStore.records(TestStore.read(log, 0)).getFirst().offset());
            store.stop();
            try (var channel = Files.newByteChannel(segment.log(), StandardOpenOption.WRITE)) {
                channel.position(at).write(ByteBuffer.wrap(new byte[] {was}));
            }
        }
    }

    @Test
    void noticesAMissingSegment() throws Exception {
        // Given
        store.stop();
        var segment = store.segments(topic).get(1);
        Files.delete(segment.log());

        // When
        store.reopen();

        // Then
        var refusal = firstRefusal(opened());
        assertEquals(Reason.STORAGE_FAILED, refusal.reason());
        assertTrue(refusal.message().contains("missing"), refusal.message());
        store.close();
    }

    @Test
    void findsEverythingWhateverByteOfAnIndexChanged() throws Exception {
        store.stop();
        var stopped = temporary.resolve("stopped");
        TestStore.copyFolder(store.folder, stopped);
        for (var segment : store.segments(topic)) {
            for (var index : List.of(segment.offsetIndex(), segment.timeIndex())) {
                for (int at = 0; at < Files.size(stopped.resolve(store.folder.relativize(index))); at += STEP) {
                    // Given
                    flip(index, at);

                    // When
                    store.reopen();

                    // Then
                    var log = opened();
                    for (int n = BATCHES - 1; n >= 0; n--) {
                        assertEquals(written.subList(n, BATCHES), valuesFrom(log, n), index + " byte " + at);
                        var found = log.offsetAt(new OffsetQuery.AtTime(T0 + n * 10L - 3));
                        assertEquals(n, found.offset(), index + " byte " + at);
                    }
                    assertEquals(
                            BATCHES - 1,
                            log.offsetAt(new OffsetQuery.MaxTimestamp()).offset());
                    assertEquals(BATCHES, append(log, batch("new")).baseOffset());
                    store.stop();
                    Folders.delete(store.folder);
                    TestStore.copyFolder(stopped, store.folder);
                }
            }
        }
    }

    @Test
    void deletesNothingForAWrongTimeIndex() throws Exception {
        // Given
        store.store().configure(topic.withConfigs(Map.of("retention.ms", "3600000")));
        store.stop();
        topic = store.replace(topic.withConfigs(Map.of("retention.ms", "3600000")));
        var index = store.segments(topic).getFirst().timeIndex();
        flip(index, Files.size(index) - 10);

        // When
        store.reopen();
        store.retain();

        // Then
        assertEquals(0, store.log(topic).startOffset());
        assertEquals(written, everything());
        store.close();
    }

    @Test
    void knowsProducersWhateverByteOfASnapshotChanged() throws Exception {
        // Given
        append(store.log(topic), idempotent(7, 0, 0, "a"));
        append(store.log(topic), idempotent(7, 0, 1, "b"));
        store.stop();
        var snapshot = store.segment(topic, BATCHES + 2L, ".snapshot");
        long bytes = Files.size(snapshot);

        for (int at = 0; at < bytes; at += STEP) {
            flip(snapshot, at);

            // When
            store.reopen();

            // Then
            var again = append(opened(), idempotent(7, 0, 1, "b"));
            assertTrue(again.duplicate(), "byte " + at);
            assertEquals(BATCHES + 1L, again.baseOffset());
            store.stop();
        }
    }

    @Test
    void readsEverythingAnewWithoutRecoveryPoints() throws Exception {
        // Given
        store.log(topic).flush();
        store.store().checkpoint();
        store.crash();
        flip(store.folder.resolve("recovery-points"), 30);

        // When
        store.reopen();

        // Then
        assertEquals(written, everything());
        store.close();
    }

    @Test
    void refusesToStartWithDamagedStartOffsets() throws Exception {
        // Given
        TestStore.done(store.log(topic).trim(1));
        store.stop();
        flip(store.folder.resolve("start-offsets"), 30);

        // When
        var refusal = assertThrows(CorruptLogException.class, store::reopen);

        // Then
        assertTrue(refusal.getMessage().contains("start-offsets"), refusal.getMessage());
        store.stop();
    }

    @Test
    void namesAllDamagedLogsAtOnce() throws Exception {
        // Given
        var other = store.create("u", 1, SMALL);
        append(store.log(other), batch("a"));
        store.stop();
        cutBytes(lastSegment().log(), 5);
        cutBytes(store.segments(other).getLast().log(), 5);

        // When
        var refusal = assertThrows(IOException.class, store::reopen);

        // Then
        assertTrue(refusal.getMessage().contains(store.folder(topic).toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(store.folder(other).toString()), refusal.getMessage());
        store.stop();
    }

    private SegmentFiles lastSegment() throws IOException {
        return store.segments(topic).getLast();
    }

    private static void cutBytes(Path file, int bytes) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }

    private PartitionLog opened() throws IOException {
        var log = store.log(topic);
        log.advanceHighWatermark(log.endOffset());
        return log;
    }

    private List<String> everything() throws IOException {
        return valuesFrom(opened(), 0);
    }

    /** Reads batch by batch until a read is refused; all before must be what was written. */
    private Rejection firstRefusal(PartitionLog log) throws IOException {
        for (int n = 0; n < BATCHES; n++) {
            var outcome = log.read(new ReadRequest(n, 1, true, Isolation.READ_UNCOMMITTED));
            if (outcome instanceof Outcome.Rejected<?>) {
                return rejection(outcome);
            }
            var read = TestStore.records(TestStore.done(outcome));
            assertEquals(n, read.getFirst().offset());
        }
        throw new AssertionError("nothing was refused");
    }
}
