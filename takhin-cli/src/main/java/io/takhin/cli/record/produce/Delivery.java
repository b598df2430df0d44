package io.takhin.cli.record.produce;

import io.takhin.cli.record.batch.Codec;
import java.time.Duration;

/** How records are delivered, and until when. Any thread may ask. */
final class Delivery {

    private final boolean durable;
    private final Codec codec;
    private final Duration patience;
    private volatile long deadlineNs;
    private volatile boolean limited;

    /**
     * Says how.
     *
     * @param durable whether acknowledgements wait until the records are as safe as the topic makes them
     * @param codec how batches are compressed
     * @param patience how long may pass without an acknowledgement
     */
    Delivery(boolean durable, Codec codec, Duration patience) {
        this.durable = durable;
        this.codec = codec;
        this.patience = patience;
    }

    boolean durable() {
        return durable;
    }

    Codec codec() {
        return codec;
    }

    /** Sets when all must be over: so long from now. */
    void endWithin(Duration time) {
        deadlineNs = System.nanoTime() + time.toNanos();
        limited = true;
    }

    /** How long a wait that began then may still last, in ns; 0 or less when it is over. */
    long leftNs(long sinceNs) {
        long now = System.nanoTime();
        long left = patience.toNanos() - (now - sinceNs);
        return limited ? Math.min(left, deadlineNs - now) : left;
    }

    /** Whether all must be over by now. */
    boolean isOver() {
        return limited && System.nanoTime() - deadlineNs >= 0;
    }
}
