package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The append threads: each partition belongs to one of them for good. */
final class AppendLanes {

    private static final Duration QUIESCE_MAX = Duration.ofSeconds(30);

    private final List<AppendLane> lanes;
    private final ByteBudget budget;

    AppendLanes(DirectSettings settings, FreeSpaceGuard space, FaultHandler faults, Flushing flushing) {
        this.budget = new ByteBudget(settings.queues().appendBytesMax());
        this.lanes = IntStream.range(0, settings.appendWorkers())
                .mapToObj(number ->
                        new AppendLane(number, settings.queues().appendsMax(), budget, space, faults, flushing))
                .toList();
    }

    void start() {
        lanes.forEach(AppendLane::start);
    }

    CompletableFuture<Outcome<Appended>> append(DirectPartition partition, AppendRequest request) {
        int bytes = request.batches().remaining();
        if (bytes > budget.bytesMax()) {
            return answered(
                    Reason.RECORD_TOO_LARGE,
                    bytes + " bytes are more than all appends together may have, " + budget.bytesMax());
        }
        if (!budget.take(bytes)) {
            return answered(Reason.OVERLOADED, "appends of " + budget.bytesMax() + " bytes wait already; try again");
        }
        var work = new LaneWork.Append(partition, request, bytes, new CompletableFuture<>());
        if (!laneOf(partition).offer(work)) {
            budget.give(bytes);
            return answered(Reason.OVERLOADED, "too many appends wait already; try again");
        }
        return work.answer();
    }

    CompletableFuture<Outcome<Long>> trim(DirectPartition partition, long beforeOffset) {
        var work = new LaneWork.Trim(partition, beforeOffset, new CompletableFuture<>());
        return laneOf(partition).offer(work)
                ? work.answer()
                : answered(Reason.OVERLOADED, "too many appends wait already; try again");
    }

    /** Returns when everything that was asked of the lanes before is done. */
    void quiesce() {
        var barriers = new ArrayList<CompletableFuture<Void>>();
        try {
            for (var lane : lanes) {
                var barrier = new LaneWork.Barrier(new CompletableFuture<>());
                if (!lane.put(barrier, QUIESCE_MAX)) {
                    throw new IllegalStateException("an append thread takes no work for " + QUIESCE_MAX);
                }
                barriers.add(barrier.reached());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while append threads come to rest", e);
        }
        CompletableFuture.allOf(barriers.toArray(CompletableFuture[]::new))
                .orTimeout(QUIESCE_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Ends all lanes after the work that waits; true when they ended in time. */
    boolean stop(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean ended = true;
        for (var lane : lanes) {
            ended &= lane.put(new LaneWork.Stop(), left(deadline));
        }
        for (var lane : lanes) {
            ended &= lane.join(left(deadline));
        }
        return ended;
    }

    private AppendLane laneOf(DirectPartition partition) {
        var id = partition.id();
        return lanes.get(Math.floorMod(id.topicId().hashCode() + id.partition(), lanes.size()));
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    }

    private static <T> CompletableFuture<Outcome<T>> answered(Reason reason, String message) {
        return CompletableFuture.completedFuture(Outcome.reject(reason, message));
    }
}
