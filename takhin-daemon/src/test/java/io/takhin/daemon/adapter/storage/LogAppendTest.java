package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.adapter.storage.TestStore.append;
import static io.takhin.daemon.adapter.storage.TestStore.batch;
import static io.takhin.daemon.adapter.storage.TestStore.batchAt;
import static io.takhin.daemon.adapter.storage.TestStore.done;
import static io.takhin.daemon.adapter.storage.TestStore.idempotent;
import static io.takhin.daemon.adapter.storage.TestStore.recordsOf;
import static io.takhin.daemon.adapter.storage.TestStore.refused;
import static io.takhin.daemon.adapter.storage.TestStore.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.PartitionLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogAppendTest {

    private static final long T0 = 1_700_000_000_000L;

    @TempDir
    Path temporary;

    private TestStore store;
    private PartitionLog log;

    @BeforeEach
    void open() throws Exception {
        store = new TestStore(temporary.resolve("logs"));
        log = store.log(store.create("t", 1, Map.of()));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void givesBatchesTheNextOffsets() throws Exception {
        // Given
        append(log, batch("a", "b"));

        // When
        var appended = append(log, batch("c", "d", "e"));

        // Then
        assertEquals(new Appended(2, 5, -1, 0, false), appended);
    }

    @Test
    void appendsSeveralBatchesAtOnce() throws Exception {
        // Given
        var both = ByteBuffer.allocate(1000);
        both.put(batch("a", "b")).put(batch("c")).flip();

        // When
        var appended = append(log, both);

        // Then
        assertEquals(new Appended(0, 3, -1, 0, false), appended);
        assertEquals(List.of("0=a", "1=b", "2=c"), valuesFrom(log, 0));
    }

    @Test
    void appendsAllOfSeveralBatchesOrNone() throws Exception {
        // Given
        append(log, batch("first"));
        var broken = batch("c");
        broken.put(broken.limit() - 1, (byte) 9);
        var both = ByteBuffer.allocate(1000);
        both.put(batch("a", "b")).put(broken).flip();

        // When
        var refusal = refused(log, both);

        // Then
        assertEquals(Reason.CORRUPT_BATCH, refusal.reason());
        assertEquals(1, log.endOffset());
        assertEquals(1, append(log, batch("d")).baseOffset());
        assertEquals(List.of("0=first", "1=d"), valuesFrom(log, 0));
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void takesEveryCompression(CompressionType type) throws Exception {
        // Given
        var compressed = MemoryRecords.withRecords(Compression.of(type).build(), recordsOf(T0, "a".repeat(1000), "b"))
                .buffer();

        // When
        append(log, compressed);

        // Then
        assertEquals(List.of("0=" + "a".repeat(1000), "1=b"), valuesFrom(log, 0));
    }

    @Test
    void answersADuplicateWithItsFirstOffset() throws Exception {
        // Given
        append(log, idempotent(7, 0, 0, "a", "b"));
        append(log, idempotent(7, 0, 2, "c"));

        // When
        var again = append(log, idempotent(7, 0, 0, "a", "b"));

        // Then
        assertEquals(new Appended(0, 2, -1, 0, true), again);
        assertEquals(3, log.endOffset());
    }

    @Test
    void knowsDuplicatesAfterARestartAndAfterACrash() throws Exception {
        // Given
        var topic = store.create("u", 1, Map.of());
        append(store.log(topic), idempotent(7, 0, 0, "a"));

        // When
        store.restart();
        store.log(topic).advanceHighWatermark(1);
        var afterRestart = append(store.log(topic), idempotent(7, 0, 0, "a"));
        append(store.log(topic), idempotent(7, 0, 1, "b"));
        store.crash();
        store.reopen();
        var afterCrash = append(store.log(topic), idempotent(7, 0, 1, "b"));

        // Then
        assertTrue(afterRestart.duplicate());
        assertEquals(new Appended(1, 2, -1, 0, true), afterCrash);
    }

    @Test
    void refusesSequencesAndEpochsOutOfTurn() throws Exception {
        // Given
        for (int n = 0; n < 8; n++) {
            append(log, idempotent(7, 5, n, "v" + n));
        }

        // When
        var gap = refused(log, idempotent(7, 5, 20, "x"));
        var old = refused(log, idempotent(7, 5, 1, "v1"));
        var fenced = refused(log, idempotent(7, 4, 8, "x"));

        // Then
        assertEquals(Reason.OUT_OF_ORDER_SEQUENCE, gap.reason());
        assertEquals(Reason.OUT_OF_ORDER_SEQUENCE, old.reason());
        assertEquals(Reason.PRODUCER_FENCED, fenced.reason());
        assertEquals(8, log.endOffset());
    }

    @Test
    void refusesWhatIsNoWholeBatch() throws Exception {
        // Given
        var whole = batch("a");
        var cut = batch("a").limit(whole.limit() - 1);
        var tail = ByteBuffer.allocate(200).put(batch("a")).put(new byte[5]).flip();

        // When
        var empty = refused(log, ByteBuffer.allocate(0));

        // Then
        assertEquals(Reason.CORRUPT_BATCH, empty.reason());
        assertEquals(Reason.CORRUPT_BATCH, refused(log, cut).reason());
        assertEquals(Reason.CORRUPT_BATCH, refused(log, tail).reason());
        assertEquals(0, log.endOffset());
    }

    @Test
    void refusesFormatsAndCompressionsItDoesNotKnow() throws Exception {
        // Given
        var magic1 = batch("a");
        magic1.put(BatchHeader.MAGIC_AT, (byte) 1);
        var compression7 = batch("a");
        compression7.putShort(BatchHeader.ATTRIBUTES_AT, (short) 7);
        sign(compression7);

        // When
        var format = refused(log, magic1);
        var compression = refused(log, compression7);

        // Then
        assertEquals(Reason.UNSUPPORTED_FORMAT, format.reason());
        assertEquals(Reason.UNSUPPORTED_FORMAT, compression.reason());
    }

    @Test
    void refusesRecordsThatBreakTheTopicsRules() throws Exception {
        // Given
        var compacted = store.log(store.create("c", 1, Map.of("cleanup.policy", "compact")));
        var keyless = MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(T0, null, new byte[1]))
                .buffer();
        var shifted = batch("a");
        shifted.putLong(0, 5);

        // When
        var noKey = refused(compacted, keyless);
        var future = refused(log, batchAt(T0 + 7_200_000, "a"));
        var large = refused(log, batch("x".repeat(2_000_000)));
        var base = refused(log, shifted);

        // Then
        assertEquals(Reason.INVALID_RECORD, noKey.reason());
        assertEquals(Reason.INVALID_TIMESTAMP, future.reason());
        assertEquals(Reason.RECORD_TOO_LARGE, large.reason());
        assertEquals(Reason.INVALID_RECORD, base.reason());
    }

    @Test
    void refusesAnyChangedByteWithoutAFault() throws Exception {
        // Given
        var good = idempotent(7, 0, 0, "some value");

        for (int at = 0; at < good.limit(); at++) {
            var changed =
                    ByteBuffer.allocate(good.limit()).put(good.duplicate()).flip();
            changed.put(at, (byte) (changed.get(at) ^ 0x20));

            // When
            boolean inEpoch = at >= BatchHeader.EPOCH_AT && at < BatchHeader.MAGIC_AT;
            var outcome = log.append(changed, AppendOrigin.CLIENT, 0);

            // Then
            if (!inEpoch) {
                assertInstanceOf(Outcome.Rejected.class, outcome, "byte " + at);
            }
        }
    }

    @Test
    void refusesGarbageUnderAGoodChecksumWithoutAFault() throws Exception {
        // Given
        var random = new Random(42);

        for (int n = 0; n < 2000; n++) {
            var garbage = batch("a".repeat(random.nextInt(200)));
            for (int flips = 0; flips < 5; flips++) {
                int at = BatchHeader.ATTRIBUTES_AT + random.nextInt(garbage.limit() - BatchHeader.ATTRIBUTES_AT);
                garbage.put(at, (byte) random.nextInt());
            }
            garbage.putShort(BatchHeader.ATTRIBUTES_AT, (short) (n % 5));
            sign(garbage);

            // When
            long before = log.endOffset();
            var outcome = log.append(garbage, AppendOrigin.CLIENT, 0);

            // Then
            assertEquals(outcome instanceof Outcome.Done<Appended>, log.endOffset() > before);
        }
    }

    @Test
    void takesControlRecordsFromCoordinatorsOnly() throws Exception {
        // Given
        var marker =
                MemoryRecords.withRecords(Compression.NONE, recordsOf(T0, "x")).buffer();
        marker.putShort(BatchHeader.ATTRIBUTES_AT, (short) 0x30);
        sign(marker);

        // When
        var refusal = refused(log, marker);

        // Then
        assertEquals(Reason.INVALID_RECORD, refusal.reason());
        done(log.append(batch("offsets"), AppendOrigin.COORDINATOR, 0));
    }

    private static void sign(ByteBuffer batch) {
        var crc = new CRC32C();
        crc.update(batch.slice(BatchHeader.ATTRIBUTES_AT, batch.limit() - BatchHeader.ATTRIBUTES_AT));
        batch.putInt(BatchHeader.CRC_AT, (int) crc.getValue());
    }
}
