package io.takhin.daemon.adapter.direct;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes may wait, over all lanes. Any thread calls. */
final class ByteBudget {

    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();

    ByteBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    long bytesMax() {
        return bytesMax;
    }

    /** Takes bytes; false when that would be too many, and none are taken. */
    boolean take(int count) {
        if (bytes.addAndGet(count) <= bytesMax) {
            return true;
        }
        bytes.addAndGet(-count);
        return false;
    }

    void give(int count) {
        bytes.addAndGet(-count);
    }
}
