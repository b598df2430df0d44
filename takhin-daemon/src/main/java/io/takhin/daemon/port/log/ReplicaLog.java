package io.takhin.daemon.port.log;

import io.takhin.daemon.core.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A partition's log as a replica of a data group keeps it: batches are checked once by the leader, before they are
 * proposed, and appended by every replica after they are committed. What is appended is therefore never taken back but
 * by {@link #restart}, whose caller appends the same again.
 */
public interface ReplicaLog extends PartitionLog {

    /**
     * Checks batches as a leader does (checksum, size, time stamps, keys), without the producers' sequences. Returns
     * them as they are to be appended: time stamps and compression are the topic's, offsets within are relative.
     * Changes neither the log nor, when it refuses, anything else. Any thread may call; the buffer given is changed.
     */
    Outcome<Validated> validate(ByteBuffer batches, AppendOrigin origin) throws IOException;

    /**
     * Appends batches that are committed and have their offsets and epochs stamped in, and moves the high watermark
     * behind them. The first offset is {@link #endOffset}, or later where what is copied was compacted. Not flushed on
     * return.
     */
    void appendCommitted(ByteBuffer stamped) throws IOException;

    /**
     * Moves the start offset up and deletes segments that are wholly before it. Never rejected; never moves it down.
     */
    void trimTo(long startOffset) throws IOException;

    /**
     * Drops everything from an offset on, a batch's first, or everything if the log starts behind it; the next append
     * is at that offset. The high watermark and, where needed, the start offset come down with it.
     */
    void restart(long endOffset) throws IOException;

    /**
     * Goes on at an offset behind the end: the records between were compacted away where the log is copied from. The
     * next append is at that offset.
     */
    void goOnAt(long offset) throws IOException;

    /**
     * Drops everything and goes on at an offset: the log of a replica that was away for longer than records are kept.
     */
    void startAt(long offset) throws IOException;

    /**
     * The start offset that the topic's retention asks for at a time, in ms since the epoch; {@link #startOffset} if
     * nothing is to go.
     */
    long retentionPoint(long nowMs);

    /**
     * Whether offsets are missing or may be any time, since the topic is or was compacted. Each replica compacts in its
     * own time, so two that have applied the same can hold different bytes then, though the same newest record of each
     * key.
     */
    boolean mayHaveGaps();

    /** The largest batch that {@link #appendCommitted} takes, in bytes; all replicas with the topic's configs agree. */
    int batchBytesMax();

    /**
     * Checked batches.
     *
     * @param batches whole batches, from position to limit
     * @param appendTimeMs the time stamped in when the topic asks for append time, -1 otherwise
     */
    record Validated(ByteBuffer batches, long appendTimeMs) {}
}
