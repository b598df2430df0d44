package io.takhin.cli.record.produce;

import java.util.concurrent.atomic.LongAdder;

/** What became of the records so far. Any thread may count. */
final class Tally {

    private final LongAdder acked = new LongAdder();
    private final LongAdder ackedBytes = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder read = new LongAdder();

    void countRead() {
        read.increment();
    }

    void countAcked(PendingBatch batch) {
        acked.add(batch.records());
        ackedBytes.add(batch.inputBytes());
    }

    void countFailed(long records) {
        failed.add(records);
    }

    void countUnknown(long records) {
        unknown.add(records);
    }

    void countSkipped() {
        skipped.increment();
    }

    long acked() {
        return acked.sum();
    }

    long ackedBytes() {
        return ackedBytes.sum();
    }

    /** Records that were read and are certainly not in the topic: refused, or never sent. */
    long failed() {
        return Math.max(failed.sum(), read.sum() - acked.sum() - unknown.sum());
    }

    long unknown() {
        return unknown.sum();
    }

    long skipped() {
        return skipped.sum();
    }

    /** The line that standard error ends with; members are only ever added at its end. */
    String line(boolean unread) {
        return "acked=" + acked() + " failed=" + failed() + " unread=" + (unread ? "yes" : "no")
                + (unknown() > 0 ? " unknown=" + unknown() : "")
                + (skipped() > 0 ? " skipped=" + skipped() : "");
    }
}
