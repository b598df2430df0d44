package io.takhin.cli.record.batch;

import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.Slice;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Puts records together to one batch of Kafka's format 2. Reused for the next one. Used by one thread at a time. */
public final class BatchBuilder {

    /** What a batch takes besides its records. */
    public static final int HEADER_BYTES = BatchLayout.RECORDS;

    private static final int BYTES_FIRST = 1 << 14;
    private static final int VARINT_BYTES_MAX = 5;
    private static final int VARLONG_BYTES_MAX = 10;

    private final CRC32C crc = new CRC32C();
    private byte[] batch = new byte[BYTES_FIRST];
    private int size = BatchLayout.RECORDS;
    private int count;
    private long baseTimestampMs;
    private long maxTimestampMs;

    /**
     * What a batch is stamped with, so that a second arrival of it is known as such (KIP-98).
     *
     * @param producerId the producer's id
     * @param producerEpoch its epoch
     * @param baseSequence the first record's number in the partition
     */
    public record Stamp(long producerId, int producerEpoch, int baseSequence) {}

    /** How many records it holds. */
    public int count() {
        return count;
    }

    /** How many bytes it holds, uncompressed. */
    public int size() {
        return size;
    }

    /** The most a record would add, in bytes; a few more than it will. */
    public static long sizeOf(PassingRecord record) {
        long bytes = 1 + 4L * VARINT_BYTES_MAX + VARLONG_BYTES_MAX + VARINT_BYTES_MAX;
        bytes += record.key().size() + (long) record.value().size();
        for (int i = 0; i < record.headerCount(); i++) {
            bytes += 2L * VARINT_BYTES_MAX
                    + record.headerName(i).size()
                    + record.headerValue(i).size();
        }
        return bytes;
    }

    /** Adds a record; the caller has checked its size. */
    public void append(PassingRecord record, long timestampMs) {
        ensure((int) sizeOf(record));
        if (count == 0) {
            baseTimestampMs = timestampMs;
            maxTimestampMs = timestampMs;
        }
        maxTimestampMs = Math.max(maxTimestampMs, timestampMs);
        long timestampDelta = timestampMs - baseTimestampMs;
        int at = Varints.put(bodySize(record, timestampDelta), batch, size);
        batch[at++] = 0;
        at = Varints.put(timestampDelta, batch, at);
        at = Varints.put(count, batch, at);
        at = put(record.key(), at);
        at = put(record.value(), at);
        at = Varints.put(record.headerCount(), batch, at);
        for (int i = 0; i < record.headerCount(); i++) {
            at = put(record.headerName(i), at);
            at = put(record.headerValue(i), at);
        }
        size = at;
        count++;
    }

    /** Gives the finished batch and starts anew. A batch that compression would make larger stays uncompressed. */
    public byte[] finish(Codec codec, Stamp stamp) {
        var finished = codec == Codec.NONE ? Arrays.copyOf(batch, size) : compressed(codec);
        boolean isCompressed = codec != Codec.NONE && finished.length < size;
        if (!isCompressed && codec != Codec.NONE) {
            finished = Arrays.copyOf(batch, size);
        }
        BatchLayout.putLong(finished, 0, 0);
        BatchLayout.putInt(finished, BatchLayout.LENGTH, finished.length - BatchLayout.PREFIX);
        BatchLayout.putInt(finished, BatchLayout.LEADER_EPOCH, -1);
        finished[BatchLayout.MAGIC] = BatchLayout.MAGIC_VALUE;
        BatchLayout.putShort(finished, BatchLayout.ATTRIBUTES, isCompressed ? codec.id() : 0);
        BatchLayout.putInt(finished, BatchLayout.LAST_OFFSET_DELTA, count - 1);
        BatchLayout.putLong(finished, BatchLayout.BASE_TIMESTAMP, baseTimestampMs);
        BatchLayout.putLong(finished, BatchLayout.MAX_TIMESTAMP, maxTimestampMs);
        BatchLayout.putLong(finished, BatchLayout.PRODUCER_ID, stamp.producerId());
        BatchLayout.putShort(finished, BatchLayout.PRODUCER_EPOCH, stamp.producerEpoch());
        BatchLayout.putInt(finished, BatchLayout.BASE_SEQUENCE, stamp.baseSequence());
        BatchLayout.putInt(finished, BatchLayout.COUNT, count);
        crc.reset();
        crc.update(finished, BatchLayout.ATTRIBUTES, finished.length - BatchLayout.ATTRIBUTES);
        BatchLayout.putInt(finished, BatchLayout.CRC, (int) crc.getValue());
        size = BatchLayout.RECORDS;
        count = 0;
        return finished;
    }

    private byte[] compressed(Codec codec) {
        try {
            var records = codec.compress(batch, BatchLayout.RECORDS, size - BatchLayout.RECORDS);
            var finished = new byte[BatchLayout.RECORDS + records.length];
            System.arraycopy(records, 0, finished, BatchLayout.RECORDS, records.length);
            return finished;
        } catch (IOException e) {
            throw new IllegalStateException("compression in memory failed", e);
        }
    }

    private int bodySize(PassingRecord record, long timestampDelta) {
        int bytes = 1 + Varints.size(timestampDelta) + Varints.size(count);
        bytes += sizeOf(record.key()) + sizeOf(record.value()) + Varints.size(record.headerCount());
        for (int i = 0; i < record.headerCount(); i++) {
            bytes += sizeOf(record.headerName(i)) + sizeOf(record.headerValue(i));
        }
        return bytes;
    }

    private static int sizeOf(Slice slice) {
        return Varints.size(slice.length()) + slice.size();
    }

    private int put(Slice slice, int start) {
        int at = Varints.put(slice.length(), batch, start);
        System.arraycopy(slice.array(), slice.offset(), batch, at, slice.size());
        return at + slice.size();
    }

    private void ensure(int more) {
        if (batch.length - size < more) {
            batch = Arrays.copyOf(batch, Math.max(size + more, batch.length * 2));
        }
    }
}
