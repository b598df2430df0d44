package io.takhin.daemon.adapter.admin.stream;

import io.takhin.daemon.port.log.ReadResult.AbortedTxn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes over batches as they were read from a log and keeps those a reader is to see: whole ones, before the end,
 * without the markers of transactions, and for read-committed readers without what was aborted.
 *
 * <pre>
 *  0            8           12         16      17      21      23           27
 * +------------+-----------+----------+-------+-------+-------+------------+---
 * | baseOffset | length    | epoch    | magic | crc   | attr  | lastOffset |
 * |            | of rest   |          | = 2   |       |       | Delta      |
 * +------------+-----------+----------+-------+-------+-------+------------+---
 *                                                      43 producerId (8)   61 records
 * </pre>
 */
final class BatchScan {

    private static final int LENGTH_AT = 8;
    private static final int PREFIX_BYTES = 12;
    private static final int ATTRIBUTES_AT = 21;
    private static final int LAST_OFFSET_DELTA_AT = 23;
    private static final int PRODUCER_ID_AT = 43;
    private static final int HEADER_BYTES = 61;
    private static final int TRANSACTIONAL = 0x10;
    private static final int CONTROL = 0x20;

    private final List<AbortedTxn> aborted;
    private final Set<Long> abortedProducers = new HashSet<>();
    private int abortedSeen;

    /** Takes the aborted transactions that came with the batches; none for read-uncommitted readers. */
    BatchScan(List<AbortedTxn> aborted) {
        this.aborted = new ArrayList<>(aborted);
        this.aborted.sort(Comparator.comparingLong(AbortedTxn::firstOffset));
    }

    /**
     * Moves what is kept to the front of the buffer and sets the limit behind it; the position is 0 before and after.
     *
     * @param position where the reader stands
     * @param endExclusive batches that begin there or later are not kept
     * @return the offset to read on from, {@code position} when there was no whole batch
     */
    long keep(ByteBuffer buffer, long position, long endExclusive) {
        long next = position;
        int kept = 0;
        int at = 0;
        int limit = buffer.limit();
        while (limit - at >= HEADER_BYTES) {
            int size = PREFIX_BYTES + buffer.getInt(at + LENGTH_AT);
            long base = buffer.getLong(at);
            if (size < HEADER_BYTES || size > limit - at) {
                break;
            }
            if (base >= endExclusive) {
                next = Math.max(next, endExclusive);
                break;
            }
            long last = base + buffer.getInt(at + LAST_OFFSET_DELTA_AT);
            if (last >= position && seen(buffer, at, last)) {
                if (kept != at) {
                    buffer.put(kept, buffer, at, size);
                }
                kept += size;
            }
            next = Math.max(next, last + 1);
            at += size;
        }
        buffer.limit(kept);
        return next;
    }

    private boolean seen(ByteBuffer buffer, int at, long lastOffset) {
        while (abortedSeen < aborted.size() && aborted.get(abortedSeen).firstOffset() <= lastOffset) {
            abortedProducers.add(aborted.get(abortedSeen++).producerId());
        }
        int attributes = buffer.getShort(at + ATTRIBUTES_AT);
        long producerId = buffer.getLong(at + PRODUCER_ID_AT);
        if ((attributes & CONTROL) != 0) {
            // Commit or abort: either way the producer's next batches belong to another transaction.
            abortedProducers.remove(producerId);
            return false;
        }
        return (attributes & TRANSACTIONAL) == 0 || !abortedProducers.contains(producerId);
    }
}
