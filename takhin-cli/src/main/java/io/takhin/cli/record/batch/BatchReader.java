package io.takhin.cli.record.batch;

import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of whole batches of Kafka's format 2, one after another, into one record. Control batches are
 * passed over. Used by one thread.
 */
public final class BatchReader {

    private static final int DECOMPRESSED_BYTES_MAX = 256 << 20;

    private final CRC32C crc = new CRC32C();
    private byte[] bytes = {};
    private int nextBatch;
    private int end;

    private byte[] records = {};
    private int at;
    private int recordsEnd;
    private int recordsLeft;
    private long baseOffset;
    private long baseTimestampMs;
    private long maxTimestampMs;
    private boolean stampedByLog;

    /** Starts with these batches, from position to limit; they must not change while they are read. */
    public void reset(ByteBuffer batches) {
        bytes = batches.array();
        nextBatch = batches.arrayOffset() + batches.position();
        end = batches.arrayOffset() + batches.limit();
        recordsLeft = 0;
    }

    /**
     * Reads the next record; its topic and partition are not touched.
     *
     * @return false behind the last one
     * @throws IOException if a batch is damaged, naming its offset
     */
    public boolean next(PassingRecord record) throws IOException {
        while (recordsLeft == 0) {
            if (nextBatch == end) {
                return false;
            }
            openBatch();
        }
        recordsLeft--;
        try {
            read(record);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw damaged("a record reaches behind its end", e);
        }
        return true;
    }

    private void openBatch() throws IOException {
        int start = nextBatch;
        if (end - start < BatchLayout.RECORDS) {
            throw damaged("it is cut off", null);
        }
        baseOffset = BatchLayout.getLong(bytes, start);
        int length = BatchLayout.getInt(bytes, start + BatchLayout.LENGTH);
        int batchEnd = start + BatchLayout.PREFIX + length;
        if (length < BatchLayout.RECORDS - BatchLayout.PREFIX || length > end - start - BatchLayout.PREFIX) {
            throw damaged("its length is " + length, null);
        }
        if (bytes[start + BatchLayout.MAGIC] != BatchLayout.MAGIC_VALUE) {
            throw damaged("its format is " + bytes[start + BatchLayout.MAGIC] + ", not 2", null);
        }
        crc.reset();
        crc.update(bytes, start + BatchLayout.ATTRIBUTES, batchEnd - start - BatchLayout.ATTRIBUTES);
        if ((int) crc.getValue() != BatchLayout.getInt(bytes, start + BatchLayout.CRC)) {
            throw damaged("its checksum does not match", null);
        }
        nextBatch = batchEnd;
        int attributes = BatchLayout.getShort(bytes, start + BatchLayout.ATTRIBUTES);
        if ((attributes & BatchLayout.CONTROL) != 0) {
            return;
        }
        baseTimestampMs = BatchLayout.getLong(bytes, start + BatchLayout.BASE_TIMESTAMP);
        maxTimestampMs = BatchLayout.getLong(bytes, start + BatchLayout.MAX_TIMESTAMP);
        stampedByLog = (attributes & BatchLayout.LOG_TIME) != 0;
        recordsLeft = BatchLayout.getInt(bytes, start + BatchLayout.COUNT);
        openRecords(attributes & BatchLayout.COMPRESSION_MASK, start + BatchLayout.RECORDS, batchEnd);
    }

    private void openRecords(int codecId, int start, int batchEnd) throws IOException {
        var codec = Codec.of(codecId).orElseThrow(() -> damaged("its compression is unknown", null));
        if (codec == Codec.NONE) {
            records = bytes;
            at = start;
            recordsEnd = batchEnd;
            return;
        }
        try {
            records = codec.decompress(bytes, start, batchEnd - start, DECOMPRESSED_BYTES_MAX);
            at = 0;
            recordsEnd = records.length;
        } catch (IOException e) {
            throw damaged("it can't be decompressed: " + e.getMessage(), e);
        }
    }

    private void read(PassingRecord record) throws IOException {
        long size = varint();
        int recordEnd = at + (int) size;
        if (size < 0 || size > recordsEnd - at) {
            throw damaged("a record's length is " + size, null);
        }
        at++; // attributes, without meaning yet
        long timestampDelta = varint();
        record.offset(baseOffset + varint());
        record.timestampMs(stampedByLog ? maxTimestampMs : baseTimestampMs + timestampDelta);
        record.stampedByLog(stampedByLog);
        slice(record.key());
        slice(record.value());
        record.clearHeaders();
        long headers = varint();
        for (long i = 0; i < headers; i++) {
            int header = record.addHeader();
            slice(record.headerName(header));
            slice(record.headerValue(header));
        }
        if (at != recordEnd || headers < 0) {
            throw damaged("a record is malformed", null);
        }
    }

    private void slice(Slice slice) throws IOException {
        long length = varint();
        if (length < 0) {
            slice.setNull();
            return;
        }
        if (length > recordsEnd - at) {
            throw damaged("a field's length is " + length, null);
        }
        slice.set(records, at, (int) length);
        at += (int) length;
    }

    private long varint() {
        byte first = records[at++];
        if (first >= 0) {
            return (first >>> 1) ^ -(first & 1L);
        }
        long bits = first & 0x7f;
        for (int shift = 7; shift < 64; shift += 7) {
            byte b = records[at++];
            bits |= (b & 0x7fL) << shift;
            if (b >= 0) {
                break;
            }
        }
        return (bits >>> 1) ^ -(bits & 1);
    }

    private IOException damaged(String how, @Nullable Throwable cause) {
        return new IOException("the batch at offset " + baseOffset + " is damaged: " + how, cause);
    }
}
