package io.takhin.cli.record.produce;

import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one topic that were sent and whose fate is not known. The sender adds and waits; the streams' reader
 * threads tell. The lock guards everything; nothing foreign is called under it.
 */
final class InFlight {

    /** How many batches of a producer a partition remembers: more on the way could not be told apart when resent. */
    static final int PER_PARTITION_MAX = 5;

    private static final long BYTES_MAX = 32L << 20;

    private final Tally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SortedMap<Long, PendingBatch> batches = new TreeMap<>();
    private final Map<Integer, Integer> perPartition = new HashMap<>();
    private long bytes;
    private long changes;
    private long progressNs = System.nanoTime();
    private @Nullable Listener current;
    private @Nullable AdminError interruption;
    private @Nullable AdminError refusal;

    InFlight(Tally tally) {
        this.tally = tally;
    }

    /** A listener for a new stream; from now on only this one can report a loss. */
    ProduceStream.Listener listen() {
        lock.lock();
        try {
            current = new Listener();
            interruption = null;
            return current;
        } finally {
            lock.unlock();
        }
    }

    void add(PendingBatch batch) {
        lock.lock();
        try {
            if (batches.isEmpty()) {
                progressNs = System.nanoTime();
            }
            batches.put(batch.ticket(), batch);
            perPartition.merge(batch.partition(), 1, Integer::sum);
            bytes += batch.bytes().length;
        } finally {
            lock.unlock();
        }
    }

    /** All batches on the way, in the order they were sent. */
    List<PendingBatch> all() {
        lock.lock();
        try {
            return List.copyOf(batches.values());
        } finally {
            lock.unlock();
        }
    }

    /** Why the stream can't go on as it is, though another may; told once. */
    Optional<AdminError> takeInterruption() {
        lock.lock();
        try {
            var taken = Optional.ofNullable(interruption);
            interruption = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Why a batch was refused for good, if one was. */
    Optional<AdminError> refusal() {
        lock.lock();
        try {
            return Optional.ofNullable(refusal);
        } finally {
            lock.unlock();
        }
    }

    /** When a batch was last acknowledged, or the first one sent after a pause; by {@link System#nanoTime}. */
    long progressNs() {
        lock.lock();
        try {
            return progressNs;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return batches.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom(int partition) {
        lock.lock();
        try {
            return perPartition.getOrDefault(partition, 0) < PER_PARTITION_MAX && bytes < BYTES_MAX;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a batch's fate is told or the stream breaks, or the time is up. */
    void awaitChange(long ns) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long seen = changes;
            long leftNs = ns;
            while (seen == changes && interruption == null && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits, whatever happens meanwhile. */
    void pause(long ns) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long leftNs = ns;
            while (leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives up all batches: their fate will never be known. */
    void abandon() {
        lock.lock();
        try {
            batches.values().forEach(batch -> tally.countUnknown(batch.records()));
            batches.clear();
            perPartition.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }

    private void announce() {
        changes++;
        changed.signalAll();
    }

    private @Nullable PendingBatch remove(long ticket) {
        var batch = batches.remove(ticket);
        if (batch != null) {
            perPartition.merge(batch.partition(), -1, Integer::sum);
            bytes -= batch.bytes().length;
        }
        return batch;
    }

    /** Hears of the fates told on one stream. */
    private final class Listener implements ProduceStream.Listener {

        @Override
        public void acked(ProduceMessage.Acked ack) {
            lock.lock();
            try {
                var batch = remove(ack.ticket());
                if (batch != null) {
                    progressNs = System.nanoTime();
                    tally.countAcked(batch);
                }
                announce();
            } finally {
                lock.unlock();
            }
        }

        /** What may be sent again stays; producer id and sequence keep it from being there twice. */
        @Override
        public void failed(long ticket, AdminError error) {
            lock.lock();
            try {
                if (error.retryable() || error.applied() == Applied.UNKNOWN) {
                    interrupt(error);
                } else if (refusal == null) {
                    refusal = error;
                }
                boolean refused = !error.retryable() && error.applied() == Applied.NO;
                var batch = refused ? remove(ticket) : null;
                if (batch != null) {
                    tally.countFailed(batch.records());
                }
                announce();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void lost(AdminError error) {
            lock.lock();
            try {
                interrupt(error);
                announce();
            } finally {
                lock.unlock();
            }
        }

        private void interrupt(AdminError error) {
            if (current == this && interruption == null) {
                interruption = error;
            }
        }
    }
}
