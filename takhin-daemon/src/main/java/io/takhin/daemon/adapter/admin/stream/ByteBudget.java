package io.takhin.daemon.adapter.admin.stream;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes one produce stream may have on their way to the log: a share of its own, and a share of what all
 * streams have together. A frame larger than a share takes all of it.
 */
final class ByteBudget {

    /** What one stream may have under way: enough to keep a disk busy, little enough for many streams. */
    private static final int STREAM_BYTES_MAX = 16 << 20;

    private final Semaphore stream = new Semaphore(STREAM_BYTES_MAX);
    private final Semaphore all;
    private final int allMax;

    ByteBudget(Semaphore all, int allMax) {
        this.all = all;
        this.allMax = allMax;
    }

    /** Takes so many; false when they were not free in time. */
    boolean take(int bytes, long timeoutMs) throws InterruptedException {
        int own = Math.min(bytes, STREAM_BYTES_MAX);
        if (!stream.tryAcquire(own, timeoutMs, TimeUnit.MILLISECONDS)) {
            return false;
        }
        if (!all.tryAcquire(Math.min(bytes, allMax), timeoutMs, TimeUnit.MILLISECONDS)) {
            stream.release(own);
            return false;
        }
        return true;
    }

    /** Gives back what was taken. Any thread. */
    void giveBack(int bytes) {
        all.release(Math.min(bytes, allMax));
        stream.release(Math.min(bytes, STREAM_BYTES_MAX));
    }
}
