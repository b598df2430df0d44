package io.takhin.daemon.adapter.storage;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.server.util.Scheduler;

/**
 * What one log has done in the background. Kafka flushes a segment some time after it was rolled, and then notes that
 * all up to its end was flushed, also when that end was taken back meanwhile: later flushes would pass over what is
 * written there since, and the next start would miss records. So a truncation ends the flushes that were asked for
 * before it.
 */
final class LogTasks implements Scheduler {

    /** Kafka's name of the flush after a roll. */
    private static final String FLUSH = "flush-log";

    private final LogScheduler scheduler;

    /** Taken to read by flushes, to write by truncations, which count them. */
    private final ReentrantReadWriteLock truncating = new ReentrantReadWriteLock();

    private final AtomicLong truncations = new AtomicLong();

    LogTasks(LogScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public ScheduledFuture<?> schedule(String name, Runnable task, long delayMs, long periodMs) {
        if (!name.equals(FLUSH)) {
            return scheduler.schedule(name, task, delayMs, periodMs);
        }
        long asked = truncations.get();
        Runnable unlessTruncated = () -> flush(() -> {
            if (asked == truncations.get()) {
                task.run();
            }
        });
        return scheduler.schedule(name, unlessTruncated, delayMs, periodMs);
    }

    /** Runs a flush; none is under way when a truncation runs. */
    void flush(Runnable flush) {
        truncating.readLock().lock();
        try {
            flush.run();
        } finally {
            truncating.readLock().unlock();
        }
    }

    /** Runs a truncation; flushes that were scheduled before it don't run any more. */
    void truncate(Runnable truncation) {
        truncating.writeLock().lock();
        try {
            truncations.incrementAndGet();
            truncation.run();
        } finally {
            truncating.writeLock().unlock();
        }
    }

    @Override
    public void startup() {
        scheduler.startup();
    }

    @Override
    public void shutdown() {
        // The scheduler is that of all logs.
    }

    @Override
    public void resizeThreadPool(int newSize) {
        scheduler.resizeThreadPool(newSize);
    }
}
