package io.takhin.daemon.adapter.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What was done for one topic. Any thread counts; nothing is allocated. */
final class TopicMeter {

    private final LongAdder appends = new LongAdder();
    private final LongAdder appendErrors = new LongAdder();
    private final LongAdder recordsIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder readErrors = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    void appended(long records, long bytes) {
        appends.increment();
        recordsIn.add(records);
        bytesIn.add(bytes);
    }

    void appendFailed() {
        appends.increment();
        appendErrors.increment();
    }

    void read(long bytes) {
        reads.increment();
        bytesOut.add(bytes);
    }

    void readFailed() {
        reads.increment();
        readErrors.increment();
    }

    long appends() {
        return appends.sum();
    }

    long appendErrors() {
        return appendErrors.sum();
    }

    long recordsIn() {
        return recordsIn.sum();
    }

    long bytesIn() {
        return bytesIn.sum();
    }

    long reads() {
        return reads.sum();
    }

    long readErrors() {
        return readErrors.sum();
    }

    long bytesOut() {
        return bytesOut.sum();
    }
}
