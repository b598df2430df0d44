package io.takhin.cli.record.data;

import java.util.ArrayList;
import java.util.List;

/**
 * One record between its source and its destination. There is one object per stream, filled anew for each record, and
 * its slices point into the source's buffer: whoever keeps anything copies it. Used by one thread.
 */
public final class PassingRecord {

    /** A number that was not said. */
    public static final long UNSET = -1;

    private final Slice topic = new Slice();
    private final Slice key = new Slice();
    private final Slice value = new Slice();
    private final List<Slice> headerNames = new ArrayList<>();
    private final List<Slice> headerValues = new ArrayList<>();
    private int headerCount;
    private int partition;
    private long offset;
    private long timestampMs;
    private boolean stampedByLog;

    /** A record of which nothing is said. */
    public PassingRecord() {
        clear();
    }

    /** Forgets everything. */
    public void clear() {
        topic.setNull();
        key.setNull();
        value.setNull();
        headerCount = 0;
        partition = (int) UNSET;
        offset = UNSET;
        timestampMs = UNSET;
        stampedByLog = false;
    }

    /** The topic's name. */
    public Slice topic() {
        return topic;
    }

    /** The key. */
    public Slice key() {
        return key;
    }

    /** The value. */
    public Slice value() {
        return value;
    }

    /** How many headers there are. */
    public int headerCount() {
        return headerCount;
    }

    /** The name of a header. */
    public Slice headerName(int index) {
        return headerNames.get(index);
    }

    /** The value of a header. */
    public Slice headerValue(int index) {
        return headerValues.get(index);
    }

    /** Adds a header with neither name nor value yet, and returns its place. */
    public int addHeader() {
        if (headerCount == headerNames.size()) {
            headerNames.add(new Slice());
            headerValues.add(new Slice());
        }
        headerNames.get(headerCount).setNull();
        headerValues.get(headerCount).setNull();
        return headerCount++;
    }

    /** Forgets the headers. */
    public void clearHeaders() {
        headerCount = 0;
    }

    /** The partition, or {@link #UNSET}. */
    public int partition() {
        return partition;
    }

    /** Sets the partition. */
    public void partition(int newPartition) {
        partition = newPartition;
    }

    /** The offset, or {@link #UNSET}. */
    public long offset() {
        return offset;
    }

    /** Sets the offset. */
    public void offset(long newOffset) {
        offset = newOffset;
    }

    /** The time in ms since the epoch, or {@link #UNSET}. */
    public long timestampMs() {
        return timestampMs;
    }

    /** Sets the time. */
    public void timestampMs(long newTimestampMs) {
        timestampMs = newTimestampMs;
    }

    /** Whether the log set the time, not the producer. */
    public boolean stampedByLog() {
        return stampedByLog;
    }

    /** Sets who set the time. */
    public void stampedByLog(boolean newStampedByLog) {
        stampedByLog = newStampedByLog;
    }
}
