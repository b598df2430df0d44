package io.takhin.daemon.adapter.storage;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.server.util.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background threads of the logs. Kafka's own scheduler would run a periodic task for each log; here the store runs
 * one for all, so those are accepted and never run.
 */
final class LogScheduler implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(LogScheduler.class);

    /** Scheduled by each {@code UnifiedLog} for itself; {@link Housekeeping} does it for all. */
    private static final String PER_LOG_TASK = "PeriodicProducerExpirationCheck";

    /**
     * Scheduled for each log as it is opened, to write its leader epochs again as they are: two syncs for nothing. A
     * file that is behind is put right by the next opening.
     */
    private static final String EPOCHS_TASK = "leader-epoch-cache-flush";

    private final ScheduledThreadPoolExecutor executor;
    private final ScheduledFuture<?> never;
    private volatile boolean opening;

    LogScheduler(String role, int threads) {
        var count = new AtomicInteger();
        executor = new ScheduledThreadPoolExecutor(
                threads,
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("takhin-" + role + "-" + count.getAndIncrement())
                        .unstarted(task));
        executor.setRemoveOnCancelPolicy(true);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        never = executor.schedule(() -> {}, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public void startup() {
        // Threads start with their first task.
    }

    @Override
    public ScheduledFuture<?> schedule(String name, Runnable task, long delayMs, long periodMs) {
        if (name.equals(PER_LOG_TASK) || (opening && name.startsWith(EPOCHS_TASK)) || executor.isShutdown()) {
            return never;
        }
        Runnable guarded = () -> run(name, task);
        return periodMs < 0
                ? executor.schedule(guarded, delayMs, TimeUnit.MILLISECONDS)
                : executor.scheduleWithFixedDelay(guarded, delayMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /** Whether logs are being opened. */
    void opening(boolean value) {
        opening = value;
    }

    /** Runs a task again and again, the first time after one interval. */
    void every(Duration interval, String name, Runnable task) {
        var _ = schedule(name, task, interval.toMillis(), interval.toMillis());
    }

    /** Runs a task once. */
    void after(long delayMs, String name, Runnable task) {
        var _ = schedule(name, task, delayMs, -1);
    }

    /** A periodic task whose exception got out would never run again. */
    private static void run(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("task", name).setCause(e).log("A background task of the logs failed");
        }
    }

    @Override
    public void shutdown() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
            LOG.atWarn().log("A background task of the logs did not end within 30 s");
        }
    }

    @Override
    public void resizeThreadPool(int newSize) {
        executor.setCorePoolSize(newSize);
    }
}
