package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.adapter.storage.TestStore.append;
import static io.takhin.daemon.adapter.storage.TestStore.batch;
import static io.takhin.daemon.adapter.storage.TestStore.batchAt;
import static io.takhin.daemon.adapter.storage.TestStore.done;
import static io.takhin.daemon.adapter.storage.TestStore.read;
import static io.takhin.daemon.adapter.storage.TestStore.rejection;
import static io.takhin.daemon.adapter.storage.TestStore.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult.AbortedTxn;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPartitionLogTest {

    private static final long T0 = 1_700_000_000_000L;
    private static final Map<String, String> SMALL =
            Map.of("internal.segment.bytes", "300", "index.interval.bytes", "0");

    @TempDir
    Path temporary;

    private TestStore store;

    @BeforeEach
    void open() throws Exception {
        store = new TestStore(temporary.resolve("logs"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void hidesWhatIsAboveTheHighWatermark() throws Exception {
        // Given
        var log = store.log(store.create("t", 1, Map.of()));
        append(log, batch("a"));

        // When
        done(log.append(batch("b"), AppendOrigin.CLIENT, 0));

        // Then
        assertEquals(List.of("0=a"), valuesFrom(log, 0));
        assertEquals(1, log.highWatermark());
        assertEquals(2, log.endOffset());
        assertEquals(0, read(log, 1).records().sizeBytes());
        assertEquals(
                Reason.OFFSET_OUT_OF_RANGE,
                rejection(log.read(new ReadRequest(2, 1000, true, Isolation.READ_UNCOMMITTED)))
                        .reason());
    }

    @Test
    void neverMovesTheHighWatermarkBackOrBeyondTheEnd() throws Exception {
        // Given
        var log = store.log(store.create("t", 1, Map.of()));
        append(log, batch("a", "b"));

        // When
        log.advanceHighWatermark(1);

        // Then
        assertEquals(2, log.highWatermark());
        assertThrows(IllegalArgumentException.class, () -> log.advanceHighWatermark(3));
    }

    @Test
    void returnsAFirstBatchLargerThanTheLimitOnlyWhenAsked() throws Exception {
        // Given
        var log = store.log(store.create("t", 1, Map.of()));
        append(log, batch("x".repeat(1000)));
        int whole = read(log, 0).records().sizeBytes();

        // When
        var asked = done(log.read(new ReadRequest(0, 10, true, Isolation.READ_UNCOMMITTED)));
        var notAsked = done(log.read(new ReadRequest(0, 10, false, Isolation.READ_UNCOMMITTED)));

        // Then
        assertEquals(whole, asked.records().sizeBytes());
        assertEquals(0, notAsked.records().sizeBytes());
    }

    @Test
    void sendsASliceToAChannelPieceByPiece() throws Exception {
        // Given
        var log = store.log(store.create("t", 1, Map.of()));
        append(log, batch("a"));
        append(log, batch("b", "c"));
        var slice = read(log, 1).records();
        var copy = ByteBuffer.allocate(slice.sizeBytes());
        slice.read(copy, 0);
        var sent = new ByteArrayOutputStream();

        // When
        var channel = Channels.newChannel(sent);
        for (long position = 0; position < slice.sizeBytes(); ) {
            position += slice.transferTo(channel, position, 7);
        }

        // Then
        assertArrayEquals(copy.array(), sent.toByteArray());
    }

    @Test
    void readsCommittedUpToTheFirstOpenTransactionAndNamesAbortedOnes() throws Exception {
        // Given
        var log = store.log(store.create("t", 1, Map.of()));
        append(log, transactional(7, "a"));
        append(log, batch("b"));

        // When
        var open = done(log.read(new ReadRequest(0, 1000, true, Isolation.READ_COMMITTED)));
        done(log.append(abortMarker(7), AppendOrigin.COORDINATOR, 0));
        log.advanceHighWatermark(log.endOffset());
        var aborted = done(log.read(new ReadRequest(0, 1000, true, Isolation.READ_COMMITTED)));

        // Then
        assertEquals(0, open.lastStableOffset());
        assertEquals(0, open.records().sizeBytes());
        assertEquals(3, aborted.lastStableOffset());
        assertEquals(List.of(new AbortedTxn(7, 0)), aborted.aborted());
        assertEquals(3, log.lastStableOffset());
    }

    @Test
    void findsOffsets() throws Exception {
        // Given
        var log = store.log(store.create("t", 1, SMALL));
        for (int n = 0; n < 10; n++) {
            append(log, batchAt(T0 + n * 10L, "v" + n));
        }
        done(log.append(batchAt(T0 + 500, "later"), AppendOrigin.CLIENT, 0));

        // When
        var before = log.offsetAt(new OffsetQuery.AtTime(Long.MIN_VALUE));
        var between = log.offsetAt(new OffsetQuery.AtTime(T0 + 41));
        var exact = log.offsetAt(new OffsetQuery.AtTime(T0 + 50));
        var beyond = log.offsetAt(new OffsetQuery.AtTime(T0 + 91));

        // Then
        assertEquals(new OffsetAt(0, T0, 0), before);
        assertEquals(new OffsetAt(5, T0 + 50, 0), between);
        assertEquals(between, exact);
        assertEquals(OffsetAt.NONE, beyond);
        assertEquals(0, log.offsetAt(new OffsetQuery.Earliest()).offset());
        assertEquals(
                10,
                log.offsetAt(new OffsetQuery.Latest(Isolation.READ_UNCOMMITTED)).offset());
        assertEquals(
                10,
                log.offsetAt(new OffsetQuery.Latest(Isolation.READ_COMMITTED)).offset());
        log.advanceHighWatermark(11);
        assertEquals(new OffsetAt(10, T0 + 500, 0), log.offsetAt(new OffsetQuery.MaxTimestamp()));
    }

    @Test
    void keepsATrimmedStartOverACrash() throws Exception {
        // Given
        var topic = store.create("t", 1, Map.of());
        append(store.log(topic), batch("a"));
        append(store.log(topic), batch("b"));

        // When
        long start = done(store.log(topic).trim(1));
        store.crash();
        store.reopen();

        // Then
        assertEquals(1, start);
        var log = store.log(topic);
        assertEquals(1, log.startOffset());
        log.advanceHighWatermark(2);
        assertEquals(List.of("1=b"), valuesFrom(log, 1));
        assertEquals(
                Reason.OFFSET_OUT_OF_RANGE,
                rejection(log.read(new ReadRequest(0, 1000, true, Isolation.READ_UNCOMMITTED)))
                        .reason());
    }

    @Test
    void refusesToTrimBeyondTheHighWatermarkOrWithoutTheDeletePolicy() throws Exception {
        // Given
        var log = store.log(store.create("t", 1, Map.of()));
        var compacted = store.log(store.create("c", 1, Map.of("cleanup.policy", "compact")));
        append(log, batch("a"));
        append(compacted, batch("a"));

        // When
        var beyond = rejection(log.trim(2));
        var policy = rejection(compacted.trim(1));

        // Then
        assertEquals(Reason.OFFSET_OUT_OF_RANGE, beyond.reason());
        assertEquals(Reason.POLICY_VIOLATION, policy.reason());
        assertEquals(0, log.startOffset());
    }

    @Test
    void truncatesAtBatchesOnly() throws Exception {
        // Given
        var topic = store.create("t", 1, SMALL);
        var log = store.log(topic);
        for (int n = 0; n < 10; n++) {
            append(log, batch("a" + n, "b" + n));
        }

        // When
        log.truncate(6);

        // Then
        assertThrows(IllegalArgumentException.class, () -> log.truncate(3));
        assertEquals(6, log.endOffset());
        assertEquals(6, log.highWatermark());
        assertEquals(6, append(log, batch("new")).baseOffset());
        assertEquals(List.of("4=a2", "5=b2", "6=new"), valuesFrom(log, 4));
    }

    @Test
    void deletesSegmentsThatAreTooOld() throws Exception {
        // Given
        var topic = store.create("t", 1, Map.of("internal.segment.bytes", "300", "retention.ms", "1000"));
        var log = store.log(topic);
        for (int n = 0; n < 10; n++) {
            append(log, batchAt(store.time.milliseconds(), "v" + n));
        }

        // When
        store.time.advanceMs(2000);
        append(log, batchAt(store.time.milliseconds(), "young"));
        store.retain();

        // Then
        assertTrue(log.startOffset() > 6, "start " + log.startOffset());
        assertTrue(valuesFrom(log, log.startOffset()).contains("10=young"));
    }

    @Test
    void deletesSegmentsThatAreTooMany() throws Exception {
        // Given
        var topic = store.create("t", 1, Map.of("internal.segment.bytes", "300", "retention.bytes", "600"));
        var log = store.log(topic);
        for (int n = 0; n < 50; n++) {
            append(log, batch("v" + n));
        }
        long before = log.sizeBytes();

        // When
        store.retain();

        // Then
        assertTrue(before > 3000);
        assertTrue(log.sizeBytes() >= 600 && log.sizeBytes() < 1200, "size " + log.sizeBytes());
        assertEquals("49=v49", valuesFrom(log, log.startOffset()).getLast());
    }

    @Test
    void putsNewConfigsIntoForce() throws Exception {
        // Given
        var topic = store.create("t", 1, Map.of());
        var log = store.log(topic);
        append(log, batch("x".repeat(500)));

        // When
        store.store().configure(topic.withConfigs(Map.of("max.message.bytes", "300")));

        // Then
        assertEquals(
                Reason.RECORD_TOO_LARGE,
                TestStore.refused(log, batch("x".repeat(500))).reason());
    }

    @Test
    void stampsTheAppendTimeWhereTheTopicAsks() throws Exception {
        // Given
        var log = store.log(store.create("t", 1, Map.of("message.timestamp.type", "LogAppendTime")));

        // When
        store.time.advanceMs(5000);
        var appended = append(log, batchAt(T0, "a"));

        // Then
        assertEquals(store.time.milliseconds(), appended.appendTimeMs());
        assertEquals(
                store.time.milliseconds(),
                log.offsetAt(new OffsetQuery.AtTime(0)).timestampMs());
    }

    private static ByteBuffer transactional(long producerId, String value) {
        return MemoryRecords.withTransactionalRecords(
                        Compression.NONE, producerId, (short) 0, 0, TestStore.recordsOf(T0, value))
                .buffer();
    }

    private static ByteBuffer abortMarker(long producerId) {
        return MemoryRecords.withEndTransactionMarker(
                        0, T0, 0, producerId, (short) 0, new EndTransactionMarker(ControlRecordType.ABORT, 0))
                .buffer();
    }
}
