package io.takhin.cli.check;

import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.error.AdminError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records. A record's time begins when it was due, not when it was sent: a server that stalls holds
 * up what comes after, and that waiting counts. The lock guards everything; nothing foreign is called under it.
 */
final class PerfTally implements ProduceStream.Listener {

    private static final long US_MAX = TimeUnit.HOURS.toMicros(1);
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long NS_PER_US = 1000;

    private record Frame(long first, long endExclusive) {}

    private final PerfLoad load;
    private final LongSupplier elapsedNs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Frame> open = new HashMap<>();
    private final Histogram us = new Histogram(US_MAX, SIGNIFICANT_DIGITS);
    private long acked;
    private long ackedMeasured;
    private long failed;
    private long lastAckNs;
    private @Nullable AdminError error;

    /** Counts for a load that began when {@code elapsedNs} was 0. */
    PerfTally(PerfLoad load, LongSupplier elapsedNs) {
        this.load = load;
        this.elapsedNs = elapsedNs;
    }

    void sent(long ticket, long first, long endExclusive) {
        lock.lock();
        try {
            open.put(ticket, new Frame(first, endExclusive));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void acked(ProduceMessage.Acked ack) {
        long now = elapsedNs.getAsLong();
        lock.lock();
        try {
            var frame = open.remove(ack.ticket());
            if (frame != null) {
                acked += frame.endExclusive - frame.first;
                lastAckNs = now;
                record(frame, now);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void record(Frame frame, long now) {
        long warmUpNs = load.warmUp().toNanos();
        for (long number = frame.first; number < frame.endExclusive; number++) {
            long dueNs = load.dueNs(number);
            if (dueNs >= warmUpNs) {
                us.recordValue(Math.clamp((now - dueNs) / NS_PER_US, 1, US_MAX));
                ackedMeasured++;
            }
        }
    }

    @Override
    public void failed(long ticket, AdminError failure) {
        lock.lock();
        try {
            var frame = open.remove(ticket);
            failed += frame == null ? 0 : frame.endExclusive - frame.first;
            error = error == null ? failure : error;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost(AdminError failure) {
        lock.lock();
        try {
            error = error == null ? failure : error;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while more frames than these are on their way, or for a time; false if it can't go on. */
    boolean await(int framesMax, long ns) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long leftNs = ns;
            while (error == null && open.size() > framesMax && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
            }
            return error == null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a time, unless something goes wrong meanwhile. */
    void pause(long ns) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long leftNs = ns;
            while (error == null && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many frames are on their way. */
    int open() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    long acked() {
        lock.lock();
        try {
            return acked;
        } finally {
            lock.unlock();
        }
    }

    /** What is known at the end; what is still on its way then counts as failed. */
    Summary summary() {
        lock.lock();
        try {
            long lost = open.values().stream()
                    .mapToLong(frame -> frame.endExclusive - frame.first)
                    .sum();
            return new Summary(us.copy(), acked, ackedMeasured, failed + lost, lastAckNs, Optional.ofNullable(error));
        } finally {
            lock.unlock();
        }
    }

    /**
     * What became of the records.
     *
     * @param us how long they took, without the warm-up
     * @param acked how many were acknowledged
     * @param ackedMeasured those of them that count
     * @param failed how many were refused or are unknown
     * @param lastAckNs when the last acknowledgement came, from the start
     * @param error the first thing that went wrong
     */
    record Summary(
            Histogram us, long acked, long ackedMeasured, long failed, long lastAckNs, Optional<AdminError> error) {}
}
