package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.Appended;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that changes the logs of its partitions. It takes what has gathered, appends it, and settles: with
 * {@link FlushPolicy.Always} one flush for each log it wrote to, then the high watermarks, the answers and the signals;
 * with {@link FlushPolicy.Interval} watermark and answer follow each append at once.
 */
final class AppendLane {

    /** One node leads for good. */
    static final int LEADER_EPOCH = 0;

    private static final int ROUND_MAX = 512;

    private final BlockingQueue<LaneWork> queue;
    private final ByteBudget budget;
    private final FreeSpaceGuard space;
    private final FaultHandler faults;
    private final Flushing flushing;
    private final Thread thread;
    private final List<Pending> unsettled = new ArrayList<>();
    private final Set<DirectPartition> touched = new LinkedHashSet<>();
    private volatile boolean ended;

    private record Pending(LaneWork.Append append, Appended appended) {}

    /** Makes a lane that does not run yet. */
    AppendLane(
            int number, int queueMax, ByteBudget budget, FreeSpaceGuard space, FaultHandler faults, Flushing flushing) {
        this.queue = new ArrayBlockingQueue<>(queueMax);
        this.budget = budget;
        this.space = space;
        this.faults = faults;
        this.flushing = flushing;
        this.thread = Thread.ofPlatform().name("takhin-append-" + number).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues work; false when the queue is full. Work that comes after the end is answered with NOT_READY. */
    boolean offer(LaneWork work) {
        boolean taken = queue.offer(work);
        if (taken && ended) {
            refuseRest();
        }
        return taken;
    }

    /** Queues work that must not be refused, waiting for room; false when there was none in time. */
    boolean put(LaneWork work, Duration timeout) throws InterruptedException {
        boolean taken = queue.offer(work, timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (taken && ended) {
            refuseRest();
        }
        return taken;
    }

    /** Waits for the end that {@link LaneWork.Stop} brings; true when it came in time. */
    boolean join(Duration timeout) throws InterruptedException {
        return thread.join(timeout);
    }

    private void run() {
        var round = new ArrayList<LaneWork>(ROUND_MAX);
        try {
            boolean stop = false;
            while (!stop) {
                round.add(queue.take());
                queue.drainTo(round, ROUND_MAX - 1);
                stop = work(round);
                round.clear();
            }
        } catch (Throwable t) {
            faults.fatal("thread " + thread.getName() + " ended", t);
            round.forEach(work -> work.fail(t));
        } finally {
            ended = true;
            refuseRest();
        }
    }

    private boolean work(List<LaneWork> round) {
        boolean stop = false;
        for (var work : round) {
            switch (work) {
                case LaneWork.Append append -> append(append);
                case LaneWork.Trim trim -> trim(trim);
                case LaneWork.Barrier(var reached) -> {
                    settle();
                    reached.complete(null);
                }
                case LaneWork.Stop() -> stop = true;
            }
        }
        settle();
        return stop;
    }

    private void append(LaneWork.Append append) {
        var partition = append.partition();
        var refusal = partition.refusal().or(space::refusal);
        if (refusal.isPresent()) {
            answer(append, new Outcome.Rejected<>(refusal.get()));
            return;
        }
        try {
            var request = append.request();
            switch (partition.log().append(request.batches(), request.origin(), LEADER_EPOCH)) {
                case Outcome.Done<Appended>(var appended) -> appended(append, appended);
                case Outcome.Rejected<Appended> rejected -> answer(append, rejected);
                case Outcome.Unknown<Appended> unknown -> answer(append, unknown);
            }
        } catch (IOException e) {
            failed(partition, e);
            answer(append, unknown(partition, e));
        } catch (RuntimeException e) {
            buggy(partition, e);
            budget.give(append.bytes());
            append.answer().completeExceptionally(e);
        }
    }

    private void appended(LaneWork.Append append, Appended appended) throws IOException {
        var partition = append.partition();
        touched.add(partition);
        switch (flushing) {
            case Flushing.Later(var flusher) -> {
                partition.log().advanceHighWatermark(appended.endOffsetExclusive());
                if (partition.soil()) {
                    flusher.add(partition);
                }
                answer(append, Outcome.done(appended));
            }
            case Flushing.BeforeAnswer before -> {
                if (append.request().durable()) {
                    unsettled.add(new Pending(append, appended));
                } else {
                    answer(append, Outcome.done(appended));
                }
            }
        }
    }

    private void trim(LaneWork.Trim trim) {
        var partition = trim.partition();
        var refusal = partition.refusal();
        if (refusal.isPresent()) {
            trim.answer().complete(new Outcome.Rejected<>(refusal.get()));
            return;
        }
        try {
            long before = trim.beforeOffset() == -1 ? partition.log().highWatermark() : trim.beforeOffset();
            trim.answer().complete(partition.log().trim(before));
            touched.add(partition);
        } catch (IOException e) {
            failed(partition, e);
            trim.answer().complete(unknown(partition, e));
        } catch (RuntimeException e) {
            buggy(partition, e);
            trim.answer().completeExceptionally(e);
        }
    }

    private void settle() {
        if (flushing instanceof Flushing.BeforeAnswer(var pool)) {
            flush(pool);
        }
        for (var pending : unsettled) {
            Outcome<Appended> outcome = pending.append()
                    .partition()
                    .refusal()
                    .<Outcome<Appended>>map(refusal -> new Outcome.Unknown<>(refusal.message()))
                    .orElseGet(() -> Outcome.done(pending.appended()));
            answer(pending.append(), outcome);
        }
        unsettled.clear();
        touched.forEach(DirectPartition::signal);
        touched.clear();
    }

    private void flush(FlushPool pool) {
        var appended = touched.stream()
                .filter(partition -> partition.refusal().isEmpty())
                .toList();
        pool.flush(appended).forEach(this::failed);
        for (var partition : appended) {
            if (partition.refusal().isEmpty()) {
                show(partition);
            }
        }
    }

    /** Lets readers see all of a log, which this thread alone appends to. */
    private void show(DirectPartition partition) {
        try {
            partition.log().advanceHighWatermark(partition.log().endOffset());
        } catch (IOException e) {
            failed(partition, e);
        }
    }

    private void answer(LaneWork.Append append, Outcome<Appended> outcome) {
        budget.give(append.bytes());
        append.answer().complete(outcome);
    }

    private void failed(DirectPartition partition, IOException e) {
        space.check();
        if (partition.fail("log of partition " + partition.id() + " failed: " + e.getMessage())) {
            faults.storageFailed("log of partition " + partition.id(), e);
        }
    }

    /** What a log holds after a bug in it is not known: it takes nothing more. */
    private void buggy(DirectPartition partition, RuntimeException e) {
        if (partition.fail("log of partition " + partition.id() + " met a bug")) {
            faults.fatal("change of partition " + partition.id(), e);
        }
    }

    private static <T> Outcome<T> unknown(DirectPartition partition, IOException e) {
        return new Outcome.Unknown<>("log of partition " + partition.id() + " failed: " + e.getMessage());
    }

    private void refuseRest() {
        var rest = new ArrayList<LaneWork>();
        queue.drainTo(rest);
        for (var work : rest) {
            if (work instanceof LaneWork.Append append) {
                budget.give(append.bytes());
            }
            work.refuse(new Rejection(Rejection.Reason.NOT_READY, "the node is stopping"));
        }
    }
}
