package io.takhin.daemon.port.log;

import java.util.List;

/**
 * What was read.
 *
 * @param records the batches, still in the file; none if the first is larger than the read's limit
 * @param startOffset the log's first offset
 * @param highWatermark the offset after the last committed record
 * @param lastStableOffset the first offset that belongs to an open transaction, else the high watermark
 * @param aborted the aborted transactions among the records, for read-committed readers
 */
public record ReadResult(
        RecordSlice records, long startOffset, long highWatermark, long lastStableOffset, List<AbortedTxn> aborted) {

    /** Copies the list. */
    public ReadResult {
        aborted = List.copyOf(aborted);
    }

    /**
     * An aborted transaction.
     *
     * @param producerId whose
     * @param firstOffset its first offset
     */
    public record AbortedTxn(long producerId, long firstOffset) {}
}
