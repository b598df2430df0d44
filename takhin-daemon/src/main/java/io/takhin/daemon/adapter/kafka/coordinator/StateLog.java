package io.takhin.daemon.adapter.kafka.coordinator;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.coordinator.common.runtime.PartitionWriter;
import org.jspecify.annotations.Nullable;

/**
 * One partition of coordinator state for as long as this node has it loaded: from one load to the next. This node's
 * runtime is its only writer, so the end offset of an append is known before the backend answers; the runtime goes on
 * with the next batch meanwhile and answers clients when the high watermark says so.
 *
 * <p>Should the backend answer anything but that offset, the log is broken: nothing more is taken, and the state is
 * loaded anew from what was really written.
 *
 * <p>The runtime calls {@link #append} under its own lock, one call at a time; answers come on the backend's threads.
 */
final class StateLog {

    private final TopicPartition name;
    private final PartitionId partition;
    private final Backend backend;
    private final Duration timeout;
    private final Runnable onBroken;
    /** By the offset each should be written at. */
    private final Map<Long, CompletableFuture<Outcome<Appended>>> inFlight = new ConcurrentHashMap<>();

    private long endOffset;
    private volatile boolean broken;

    /** Guards the listener and what it was told, as answers may come on several threads. */
    private final Object watermark = new Object();

    private PartitionWriter.@Nullable Listener listener;
    private long highWatermark;

    StateLog(
            TopicPartition name,
            PartitionId partition,
            long endOffset,
            Backend backend,
            Duration timeout,
            Runnable onBroken) {
        this.name = name;
        this.partition = partition;
        this.backend = backend;
        this.timeout = timeout;
        this.onBroken = onBroken;
        this.endOffset = endOffset;
        this.highWatermark = endOffset;
    }

    /** Completes when no append is on its way any more. */
    CompletableFuture<Void> drained() {
        broken = true;
        var settled = inFlight.values().stream()
                .map(append -> append.handle((_, _) -> null))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(settled);
    }

    void register(PartitionWriter.Listener newListener) {
        synchronized (watermark) {
            listener = newListener;
        }
    }

    void deregister(PartitionWriter.Listener oldListener) {
        synchronized (watermark) {
            if (oldListener.equals(listener)) {
                listener = null;
                broken = true;
            }
        }
    }

    /**
     * Appends one batch and returns the offset after it. A batch of a transaction is waited for: it alone can be
     * refused for a reason of its producer's (KIP-98), and the runtime must hear that before it answers.
     */
    long append(MemoryRecords records) {
        if (broken) {
            throw new NotLeaderOrFollowerException("the state of " + name + " is being loaded anew");
        }
        var batch = records.firstBatch();
        long end = endOffset + batch.lastOffset() - batch.baseOffset() + 1;
        // The runtime uses its buffer again as soon as this returns.
        var copy = ByteBuffer.allocate(records.sizeInBytes());
        copy.put(records.buffer().duplicate()).flip();
        // Never handed on to a node that leads instead: its coordinator is another one, which counts by itself.
        var append = backend.append(partition, new AppendRequest(copy, AppendOrigin.COORDINATOR, true, true));
        long expected = endOffset;
        inFlight.put(expected, append);
        boolean waits = batch.isTransactional();
        var settled = append.whenComplete((outcome, _) -> settled(outcome, expected, waits));
        if (waits) {
            await(settled);
        }
        endOffset = end;
        return end;
    }

    /** What the backend answered, null where it failed. A refusal that is waited for only concerns its own batch. */
    private void settled(@Nullable Outcome<Appended> outcome, long expected, boolean waits) {
        if (outcome instanceof Outcome.Done<Appended>(var appended) && appended.baseOffset() == expected) {
            advance(appended.endOffsetExclusive());
        } else if (!(waits && outcome instanceof Outcome.Rejected<Appended>)) {
            breakOff();
        }
        inFlight.remove(expected);
    }

    private void await(CompletableFuture<Outcome<Appended>> append) {
        Outcome<Appended> outcome;
        try {
            outcome = append.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken("interrupted while appending to " + name);
        } catch (TimeoutException e) {
            throw broken("no answer within " + timeout.toMillis() + " ms to an append to " + name);
        } catch (ExecutionException e) {
            throw broken("the append to " + name + " failed: " + e.getCause());
        }
        var error = RejectionErrors.of(outcome);
        if (broken) {
            throw broken("the state of " + name + " is not what was expected: " + outcome);
        }
        if (error != Errors.NONE) {
            throw error.exception("the append to " + name + " was refused: " + outcome);
        }
    }

    private NotLeaderOrFollowerException broken(String message) {
        breakOff();
        return new NotLeaderOrFollowerException(message);
    }

    private void breakOff() {
        if (!broken) {
            broken = true;
            onBroken.run();
        }
    }

    private void advance(long offset) {
        synchronized (watermark) {
            if (offset > highWatermark) {
                highWatermark = offset;
                if (listener != null && !broken) {
                    // Only puts an event into the runtime's queue; under the lock so that offsets never go back.
                    listener.onHighWatermarkUpdated(name, offset);
                }
            }
        }
    }
}
