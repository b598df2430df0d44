package io.takhin.daemon.adapter.direct;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.log.PartitionLog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A partition that is served: its log and who waits for it. Its {@link AppendLane} alone changes the log.
 *
 * <pre>
 * serving → failed    a write failed: reads go on, appends are refused until the process starts again
 * serving, failed → gone    its topic was deleted
 * </pre>
 */
final class DirectPartition {

    private final PartitionLog log;
    private final Map<Object, Runnable> signals = new ConcurrentHashMap<>();
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final AtomicBoolean unreadable = new AtomicBoolean();
    private final AtomicReference<@Nullable Rejection> refusal = new AtomicReference<>();
    private volatile boolean gone;

    DirectPartition(PartitionLog log) {
        this.log = log;
    }

    PartitionId id() {
        return log.id();
    }

    PartitionLog log() {
        return log;
    }

    boolean gone() {
        return gone;
    }

    /** Why it takes no appends, where it doesn't. */
    Optional<Rejection> refusal() {
        return Optional.ofNullable(refusal.get());
    }

    /** A write failed; true for the first one to say so. */
    boolean fail(String message) {
        return refusal.compareAndSet(
                null,
                new Rejection(Rejection.Reason.STORAGE_FAILED, message + "; check the disk and restart the node"));
    }

    /** A read failed; true for the first one to say so. */
    boolean failRead() {
        return unreadable.compareAndSet(false, true);
    }

    /** Its topic was deleted. */
    void leave() {
        gone = true;
        refusal.set(new Rejection(Rejection.Reason.UNKNOWN_TOPIC, "topic of " + id() + " was deleted"));
        signal();
    }

    /** There is something to flush; true when there was nothing before. */
    boolean soil() {
        return dirty.compareAndSet(false, true);
    }

    /** What is appended from now on is to be flushed again. */
    void rinse() {
        dirty.set(false);
    }

    Subscription onAppend(Runnable signal) {
        var subscription = new Object();
        signals.put(subscription, signal);
        return () -> signals.remove(subscription);
    }

    void signal() {
        signals.values().forEach(Runnable::run);
    }
}
