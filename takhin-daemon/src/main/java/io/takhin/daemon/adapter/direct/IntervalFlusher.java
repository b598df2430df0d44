package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.port.FaultHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Flushes the logs that were appended to, every so often, on a thread of its own, so that no append waits for a disk. A
 * log is queued at most once at a time: the queue is bounded by the number of partitions.
 */
final class IntervalFlusher {

    private final LinkedBlockingQueue<DirectPartition> dirty = new LinkedBlockingQueue<>();
    private final Semaphore stop = new Semaphore(0);
    private final Duration every;
    private final FaultHandler faults;
    private final Thread thread;

    IntervalFlusher(Duration every, FaultHandler faults) {
        this.every = every;
        this.faults = faults;
        this.thread = Thread.ofPlatform().name("takhin-flush-0").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Any thread: this log is to be flushed. */
    void add(DirectPartition partition) {
        dirty.add(partition);
    }

    /** Flushes what is left and ends; true when it ended in time. */
    boolean stop(Duration timeout) throws InterruptedException {
        stop.release();
        return thread.join(timeout);
    }

    private void run() {
        try {
            boolean stopping = false;
            while (!stopping) {
                stopping = stop.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
                flush();
            }
        } catch (Throwable t) {
            faults.fatal("thread " + thread.getName() + " ended", t);
        }
    }

    private void flush() {
        var round = new ArrayList<DirectPartition>();
        dirty.drainTo(round);
        for (var partition : round) {
            partition.rinse();
            try {
                if (partition.refusal().isEmpty()) {
                    partition.log().flush();
                }
            } catch (IOException e) {
                failed(partition, e);
            }
        }
    }

    private void failed(DirectPartition partition, IOException e) {
        boolean deletedMeanwhile = partition.gone();
        if (!deletedMeanwhile && partition.fail("log of partition " + partition.id() + " failed: " + e.getMessage())) {
            faults.storageFailed("flush of partition " + partition.id(), e);
        }
    }
}
