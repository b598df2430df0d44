package io.takhin.daemon.port.log;

/**
 * An offset found.
 *
 * @param offset the offset, -1 when no record matches
 * @param timestampMs the record's time stamp, -1 when not asked for by time
 * @param leaderEpoch the epoch of the leader that wrote it, -1 when not known
 */
public record OffsetAt(long offset, long timestampMs, int leaderEpoch) {

    /** Nothing matches. */
    public static final OffsetAt NONE = new OffsetAt(-1, -1, -1);
}
