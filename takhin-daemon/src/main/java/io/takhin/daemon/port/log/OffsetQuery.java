package io.takhin.daemon.port.log;

/** Which offset is looked for (KIP-79, KIP-734). */
public sealed interface OffsetQuery {

    /** The first record's. */
    record Earliest() implements OffsetQuery {}

    /** The one after the last record that the isolation lets see. */
    record Latest(Isolation isolation) implements OffsetQuery {}

    /** The first record's whose time stamp is this or later, in ms since the epoch. */
    record AtTime(long timestampMs) implements OffsetQuery {}

    /** The record's with the largest time stamp. */
    record MaxTimestamp() implements OffsetQuery {}

    /**
     * The one after the last record that leaders up to this epoch wrote; the answer's epoch is the largest one up to it
     * that wrote any (KIP-101). Nothing for an epoch from before the log's first or after the newest.
     */
    record EndOfEpoch(int leaderEpoch) implements OffsetQuery {}
}
