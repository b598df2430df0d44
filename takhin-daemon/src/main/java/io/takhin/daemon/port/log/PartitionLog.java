package io.takhin.daemon.port.log;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One partition's log: batches of Kafka's format 2 in segments with offset, time and transaction indexes. One thread
 * appends at a time; any thread reads. An {@link IOException} names file and offset; the log must not be appended to
 * after one.
 */
public interface PartitionLog {

    /** Which partition. */
    PartitionId id();

    /**
     * Checks batches as a leader does (checksum, size, time stamps, keys, producer sequences), gives them the next
     * offsets, stamps offset and epoch into them and appends them. Not flushed on return. The buffer is changed. The
     * high watermark is not moved.
     */
    Outcome<Appended> append(ByteBuffer batches, AppendOrigin origin, int leaderEpoch) throws IOException;

    /** Moves the high watermark: readers see what is before it. It never goes back. */
    void advanceHighWatermark(long offset) throws IOException;

    /**
     * Reads; rejected with OFFSET_OUT_OF_RANGE outside of start offset to high watermark. A batch that fails its check
     * is never returned.
     */
    Outcome<ReadResult> read(ReadRequest request) throws IOException;

    /** Looks an offset up, up to the high watermark. */
    OffsetAt offsetAt(OffsetQuery query) throws IOException;

    /**
     * Moves the start offset up, in memory and in its checkpoint; rejected beyond the high watermark. Returns the start
     * offset.
     */
    Outcome<Long> trim(long beforeOffset) throws IOException;

    /** Drops everything from an offset on, which must be a batch's first. */
    void truncate(long offset) throws IOException;

    /** Forces everything before the end offset to disk. */
    void flush() throws IOException;

    /** The producers that the log remembers, in no order. */
    List<ProducerState> producers();

    /** The first offset. */
    long startOffset();

    /** The offset after the last record. */
    long endOffset();

    /** The offset after the last committed record. */
    long highWatermark();

    /** Where read-committed readers stop. */
    long lastStableOffset();

    /** How large the segments are, in bytes. */
    long sizeBytes();
}
