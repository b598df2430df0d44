package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.ratis.apply.AppendEntry;
import io.takhin.daemon.adapter.ratis.apply.AppendReply;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.ReplicaLog.Validated;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts appends into a data group's log. What comes while nothing is on its way goes at once, in the caller's thread;
 * what comes while an entry is on its way gathers until that one is answered or there is enough for a full entry, and a
 * thread of the group proposes it. So entries are small when there is little to do and large when there is much
 * (Nagle's algorithm, RFC 896, for entries). One thread at a time proposes; appends to one partition keep their order.
 */
public final class Proposer implements AutoCloseable {

    /** What an entry aims at: smaller ones cost three times the CPU for each byte, larger ones delay what is behind. */
    public static final int ENTRY_BYTES = 1 << 20;

    /** How many full entries may be on their way, to keep disk and network busy. */
    private static final int IN_FLIGHT_MAX = 4;

    /** What may wait in front of them, in bytes; more is refused as OVERLOADED. */
    private static final int QUEUE_BYTES_MAX = 32 << 20;

    /** What an append costs besides its bytes, so that a queue of tiny ones is bounded too. */
    private static final int PENDING_OVERHEAD_BYTES = 200;

    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final Submitter submitter;
    private final Clock clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private int queuedBytes;
    private int inFlight;
    private boolean proposing;
    private boolean closed;

    private record Pending(PartitionId partition, Validated batches, CompletableFuture<Outcome<Appended>> answer) {
        int bytes() {
            return batches.batches().remaining() + AppendEntry.ITEM_BYTES + PENDING_OVERHEAD_BYTES;
        }
    }

    /** Starts the thread of a group. */
    public Proposer(String group, Submitter submitter, Clock clock) {
        this.submitter = submitter;
        this.clock = clock;
        this.thread =
                Thread.ofPlatform().daemon().name("takhin-propose-" + group).start(this::run);
    }

    /**
     * Queues checked batches, and proposes them if nothing else is under way; the answer comes on a thread of Ratis.
     */
    public CompletableFuture<Outcome<Appended>> append(PartitionId partition, Validated batches) {
        var pending = new Pending(partition, batches, new CompletableFuture<>());
        List<Pending> due;
        lock.lock();
        try {
            if (closed) {
                return done(Reason.NOT_READY, "the node is stopping");
            }
            if (queuedBytes > 0 && queuedBytes + pending.bytes() > QUEUE_BYTES_MAX) {
                return done(Reason.OVERLOADED, queuedBytes + " bytes wait to be replicated; try again");
            }
            queue.add(pending);
            queuedBytes += pending.bytes();
            due = inFlight == 0 && !proposing ? take() : List.of();
            signalDue();
        } finally {
            lock.unlock();
        }
        if (!due.isEmpty()) {
            propose(due);
        }
        return pending.answer;
    }

    private void run() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            propose(batch);
        }
    }

    /** Waits for something to propose; nothing means closed. */
    private List<Pending> next() {
        lock.lock();
        try {
            while (!closed && !due()) {
                changed.awaitUninterruptibly();
            }
            return closed ? List.of() : take();
        } finally {
            lock.unlock();
        }
    }

    private boolean due() {
        return !proposing
                && (inFlight == 0 ? !queue.isEmpty() : queuedBytes >= ENTRY_BYTES && inFlight < IN_FLIGHT_MAX);
    }

    private void signalDue() {
        if (due()) {
            changed.signal();
        }
    }

    /** Takes an entry's worth, which the caller proposes. */
    private List<Pending> take() {
        var taken = new ArrayList<Pending>();
        int bytes = 0;
        for (Pending head;
                (head = queue.peek()) != null && (taken.isEmpty() || bytes + head.bytes() <= ENTRY_BYTES); ) {
            taken.add(queue.remove());
            bytes += head.bytes();
        }
        queuedBytes -= bytes;
        inFlight++;
        proposing = true;
        return taken;
    }

    private void propose(List<Pending> batch) {
        try {
            submit(batch);
        } finally {
            lock.lock();
            try {
                proposing = false;
                signalDue();
            } finally {
                lock.unlock();
            }
        }
    }

    private void submit(List<Pending> batch) {
        var items = batch.stream()
                .map(pending -> new AppendEntry.Item(pending.partition, pending.batches.batches()))
                .toList();
        var _ = submitter
                .submit(new AppendEntry(clock.millis(), items).toBytes())
                .whenComplete((outcome, failure) -> {
                    landed();
                    if (failure == null) {
                        answer(batch, outcome.map(reply -> AppendReply.read(reply.asReadOnlyByteBuffer())));
                    } else {
                        batch.forEach(pending -> pending.answer.completeExceptionally(failure));
                    }
                });
    }

    private void landed() {
        lock.lock();
        try {
            inFlight--;
            signalDue();
        } finally {
            lock.unlock();
        }
    }

    private static void answer(List<Pending> batch, Outcome<List<Outcome<Appended>>> outcome) {
        switch (outcome) {
            case Outcome.Done<List<Outcome<Appended>>>(var each) -> {
                for (int i = 0; i < batch.size(); i++) {
                    var pending = batch.get(i);
                    pending.answer.complete(each.get(i).map(done -> withTime(done, pending.batches.appendTimeMs())));
                }
            }
            case Outcome.Rejected<List<Outcome<Appended>>>(var rejection) ->
                batch.forEach(pending -> pending.answer.complete(new Outcome.Rejected<>(rejection)));
            case Outcome.Unknown<List<Outcome<Appended>>>(var message) ->
                batch.forEach(pending -> pending.answer.complete(new Outcome.Unknown<>(message)));
        }
    }

    private static Appended withTime(Appended done, long appendTimeMs) {
        return new Appended(
                done.baseOffset(), done.endOffsetExclusive(), appendTimeMs, done.startOffset(), done.duplicate());
    }

    /** Refuses what is queued; what is on its way is answered by Ratis. Idempotent. */
    @Override
    public void close() {
        List<Pending> refused;
        lock.lock();
        try {
            closed = true;
            refused = List.copyOf(queue);
            queue.clear();
            queuedBytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        refused.forEach(pending -> pending.answer.complete(Outcome.reject(Reason.NOT_READY, "the node is stopping")));
        try {
            thread.join(END_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Outcome<Appended>> done(Reason reason, String message) {
        return CompletableFuture.completedFuture(Outcome.reject(reason, message));
    }
}
