package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.port.Subscription;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who wants to hear of which partition. Any thread may call. */
public final class Signals {

    private final ConcurrentMap<PartitionId, Set<Listener>> listeners = new ConcurrentHashMap<>();

    /** A registration; two of the same runnable are two. */
    private record Listener(Runnable signal, AtomicBoolean open) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Has a partition's changes signalled. */
    public Subscription subscribe(PartitionId partition, Runnable signal) {
        var listener = new Listener(signal, new AtomicBoolean(true));
        listeners.computeIfAbsent(partition, _ -> ConcurrentHashMap.newKeySet()).add(listener);
        return () -> {
            if (listener.open.getAndSet(false)) {
                listeners.computeIfPresent(partition, (_, all) -> {
                    all.remove(listener);
                    return all.isEmpty() ? null : all;
                });
            }
        };
    }

    /** Signals those who asked, on this thread. */
    public void fire(PartitionId partition) {
        listeners.getOrDefault(partition, Set.of()).forEach(listener -> listener.signal.run());
    }
}
