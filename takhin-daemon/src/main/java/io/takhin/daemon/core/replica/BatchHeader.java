package io.takhin.daemon.core.replica;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the replicas need of the header of a record batch of Kafka's format 2 (KIP-98). Big-endian; the CRC covers all
 * from byte 21 on, so that base offset and leader epoch can be stamped without touching it:
 *
 * <pre>
 *  0 base offset i64 | 8 length i32 (counts from 12) | 12 leader epoch i32 | 16 magic i8 | 17 CRC u32
 * 21 attributes i16 | 23 last offset delta i32 | 27 base time i64 | 35 max time i64
 * 43 producer id i64 | 51 producer epoch i16 | 53 base sequence i32 | 57 record count i32 | 61 records
 * </pre>
 *
 * @param position where the batch starts in its buffer
 * @param sizeBytes how long it is, header included
 * @param control whether it holds a transaction marker
 * @param lastOffsetDelta the last record's offset less the first's
 * @param producerId the producer, -1 for none
 * @param producerEpoch its epoch
 * @param baseSequence the first record's sequence number, -1 for none
 */
public record BatchHeader(
        int position,
        int sizeBytes,
        boolean control,
        int lastOffsetDelta,
        long producerId,
        short producerEpoch,
        int baseSequence) {

    private static final int LENGTH_AT = 8;
    private static final int EPOCH_AT = 12;
    private static final int ATTRIBUTES_AT = 21;
    private static final int LAST_DELTA_AT = 23;
    private static final int PRODUCER_ID_AT = 43;
    private static final int PRODUCER_EPOCH_AT = 51;
    private static final int BASE_SEQUENCE_AT = 53;
    private static final int OVERHEAD = 12;
    private static final int SIZE_MIN = 61;
    private static final int CONTROL = 0x20;

    /**
     * Reads the headers of all batches from the buffer's position to its limit.
     *
     * @throws IllegalArgumentException if they are not whole batches
     */
    public static List<BatchHeader> readAll(ByteBuffer batches) {
        var headers = new ArrayList<BatchHeader>(1);
        for (int at = batches.position(); at < batches.limit(); ) {
            var header = read(batches, at);
            headers.add(header);
            at += header.sizeBytes;
        }
        return headers;
    }

    /** Where the last whole batch ends, in a buffer whose last batch may be cut off. */
    public static int endOfWhole(ByteBuffer batches) {
        int at = batches.position();
        while (batches.limit() - at >= SIZE_MIN) {
            long size = (long) batches.getInt(at + LENGTH_AT) + OVERHEAD;
            if (size < SIZE_MIN || size > batches.limit() - at) {
                break;
            }
            at += (int) size;
        }
        return at;
    }

    private static BatchHeader read(ByteBuffer batches, int at) {
        int left = batches.limit() - at;
        long size = left < SIZE_MIN ? -1 : (long) batches.getInt(at + LENGTH_AT) + OVERHEAD;
        if (size < SIZE_MIN || size > left) {
            throw new IllegalArgumentException("no whole batch in the " + left + " bytes at " + at);
        }
        return new BatchHeader(
                at,
                (int) size,
                (batches.getShort(at + ATTRIBUTES_AT) & CONTROL) != 0,
                batches.getInt(at + LAST_DELTA_AT),
                batches.getLong(at + PRODUCER_ID_AT),
                batches.getShort(at + PRODUCER_EPOCH_AT),
                batches.getInt(at + BASE_SEQUENCE_AT));
    }

    /** Whether its producer numbers its batches. */
    public boolean idempotent() {
        return producerId >= 0;
    }

    /** The sequence number of its last record; numbers wrap from the largest int to 0. */
    public int lastSequence() {
        return Sequences.plus(baseSequence, lastOffsetDelta);
    }

    /** Writes where it comes to lie and who led then. */
    public void stamp(ByteBuffer batches, long baseOffset, int leaderEpoch) {
        batches.putLong(position, baseOffset);
        batches.putInt(position + EPOCH_AT, leaderEpoch);
    }
}
