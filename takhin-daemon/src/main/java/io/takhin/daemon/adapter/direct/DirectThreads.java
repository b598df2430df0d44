package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.ChangeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a {@link DirectBackend}, and the order in which they end. */
final class DirectThreads {

    private static final Logger LOG = LoggerFactory.getLogger(DirectThreads.class);
    private static final Duration SPACE_CHECK_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(12);

    private final DirectPorts ports;
    private final FreeSpaceGuard space;
    private final Flushing flushing;
    private final AppendLanes lanes;
    private final GroupCommit commit;
    private final ChangeLane changes;
    private final LogReads reads;
    private final ScheduledThreadPoolExecutor timer;

    DirectThreads(DirectSettings settings, DirectPorts ports, ServedPartitions partitions, FreeSpaceGuard space) {
        this.ports = ports;
        this.space = space;
        this.flushing = Flushing.of(settings.flush(), ports.faults());
        this.lanes = new AppendLanes(settings, space, ports.faults(), flushing);
        this.commit = new GroupCommit(
                ports.commands(),
                ports.store(),
                ports.logs(),
                partitions,
                lanes::quiesce,
                ports.faults(),
                settings.checkpointCommands());
        this.changes = new ChangeLane(settings.queues().changesMax(), commit, space, ports.rules(), ports.faults());
        this.reads = new LogReads(settings, ports.faults());
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("takhin-timer-", 0).factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    AppendLanes lanes() {
        return lanes;
    }

    LogReads reads() {
        return reads;
    }

    GroupCommit commit() {
        return commit;
    }

    void start() {
        flushing.start();
        lanes.start();
        changes.start();
        var _ = timer.scheduleWithFixedDelay(
                space::check, SPACE_CHECK_EVERY.toMillis(), SPACE_CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Hands a change to the owner of the metadata; answered by its deadline. */
    <T> CompletableFuture<Outcome<T>> change(Change<T> change, ChangeOptions options) {
        var pending = new PendingChange<>(change, options.dryRun());
        if (changes.offer(pending)) {
            expire(pending.answer(), pending::expire, options);
        } else {
            pending.reject(new Rejection(
                    Rejection.Reason.OVERLOADED, "too many changes of the metadata wait already; try again"));
        }
        return pending.answer();
    }

    /** Hands a trim to the partition's thread; answered by its deadline. */
    CompletableFuture<Outcome<Long>> trim(DirectPartition partition, long beforeOffset, ChangeOptions options) {
        var answer = lanes.trim(partition, beforeOffset);
        expire(
                answer,
                () -> answer.complete(new Outcome.Unknown<>("the trim has not ended before its deadline")),
                options);
        return answer;
    }

    /** Ends what was asked for, then closes everything. */
    void stop() {
        try {
            boolean ended = changes.stop(STOP_MAX);
            ended &= lanes.stop(STOP_MAX);
            ended &= reads.stop(STOP_MAX);
            ended &= flushing.stop(STOP_MAX);
            timer.shutdown();
            if (ended) {
                close();
            } else {
                // A thread may still write: what it writes to stays open, and the next start recovers it.
                ports.faults().storageFailed("shutdown", new IOException("a thread did not end within " + STOP_MAX));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ports.faults().storageFailed("shutdown", e);
        } catch (IOException e) {
            ports.faults().storageFailed("shutdown", e);
        }
    }

    private void close() throws IOException {
        ports.logs().close();
        ports.commands().close();
        ports.store().close();
    }

    private <T> void expire(CompletableFuture<Outcome<T>> answer, Runnable expire, ChangeOptions options) {
        if (answer.isDone()) {
            return;
        }
        try {
            var alarm = timer.schedule(expire, options.timeout().toMillis(), TimeUnit.MILLISECONDS);
            var _ = answer.whenComplete((outcome, fault) -> alarm.cancel(false));
        } catch (RejectedExecutionException e) {
            // The node is stopping: whoever has the request answers it before it ends.
            LOG.atDebug().log("no deadline for a request during shutdown");
        }
    }
}
