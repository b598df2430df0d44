package io.takhin.daemon.adapter.admin.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.daemon.port.log.ReadResult.AbortedTxn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class BatchScanTest {

    private static SimpleRecord[] records(String... values) {
        var records = new SimpleRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = new SimpleRecord(1, null, values[i].getBytes(StandardCharsets.UTF_8));
        }
        return records;
    }

    private static ByteBuffer plain(long offset, String... values) {
        return MemoryRecords.withRecords(offset, Compression.NONE, records(values))
                .buffer();
    }

    private static ByteBuffer transactional(long offset, long producerId, int sequence, String... values) {
        return MemoryRecords.withTransactionalRecords(
                        offset, Compression.NONE, producerId, (short) 0, sequence, 0, records(values))
                .buffer();
    }

    private static ByteBuffer marker(long offset, long producerId, ControlRecordType type) {
        return MemoryRecords.withEndTransactionMarker(
                        offset, 1, 0, producerId, (short) 0, new EndTransactionMarker(type, 0))
                .buffer();
    }

    private static ByteBuffer joined(ByteBuffer... batches) {
        int bytes = 0;
        for (var batch : batches) {
            bytes += batch.remaining();
        }
        var all = ByteBuffer.allocate(bytes);
        for (var batch : batches) {
            all.put(batch);
        }
        return all.flip();
    }

    private static List<String> values(ByteBuffer batches) {
        var values = new ArrayList<String>();
        MemoryRecords.readableRecords(batches)
                .records()
                .forEach(record ->
                        values.add(StandardCharsets.UTF_8.decode(record.value()).toString()));
        return values;
    }

    @Test
    void keepsWholeBatchesBetweenPositionAndEnd() {
        // Given
        var buffer = joined(plain(0, "a", "b"), plain(2, "c"), plain(3, "d", "e"), plain(5, "f"));

        // When
        long next = new BatchScan(List.of()).keep(buffer, 2, 4);

        // Then
        assertEquals(5, next);
        assertEquals(List.of("c", "d", "e"), values(buffer));
    }

    @Test
    void leavesATornBatchForTheNextRead() {
        // Given
        var buffer = joined(plain(0, "a"), plain(1, "b"));
        buffer.limit(buffer.limit() - 1);

        // When
        long next = new BatchScan(List.of()).keep(buffer, 0, Long.MAX_VALUE);

        // Then
        assertEquals(1, next);
        assertEquals(List.of("a"), values(buffer));
    }

    @Test
    void staysWhereItIsWithoutAWholeBatch() {
        // Given
        var buffer = plain(7, "a");
        buffer.limit(buffer.limit() - 1);

        // When
        long next = new BatchScan(List.of()).keep(buffer, 7, Long.MAX_VALUE);

        // Then
        assertEquals(7, next);
        assertEquals(0, buffer.remaining());
    }

    @Test
    void leavesOutMarkersAndWhatWasAborted() {
        // Given
        var buffer = joined(
                transactional(0, 5, 0, "gone"),
                transactional(1, 6, 0, "kept"),
                plain(2, "plain"),
                marker(3, 5, ControlRecordType.ABORT),
                transactional(4, 5, 1, "again"),
                marker(5, 6, ControlRecordType.COMMIT));

        // When
        long next = new BatchScan(List.of(new AbortedTxn(5, 0))).keep(buffer, 0, Long.MAX_VALUE);

        // Then
        assertEquals(6, next);
        assertEquals(List.of("kept", "plain", "again"), values(buffer));
    }
}
