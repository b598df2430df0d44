package io.takhin.daemon.adapter.ratis.apply;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** Lets callers wait until this replica has applied an entry. Any thread may call. */
public final class AppliedIndex {

    private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiting = new ConcurrentSkipListMap<>();
    private volatile long applied = -1;

    /** Completed when the entry is applied; whoever waits brings the deadline. */
    public CompletableFuture<Void> reached(long index) {
        if (applied >= index) {
            return CompletableFuture.completedFuture(null);
        }
        var future = waiting.computeIfAbsent(index, _ -> new CompletableFuture<>());
        if (applied >= index) {
            future.complete(null);
        }
        return future.copy();
    }

    /** Lets those go on who wait for entries up to this one. One thread calls: the one that applies. */
    void advance(long index) {
        applied = Math.max(applied, index);
        for (Map.Entry<Long, CompletableFuture<Void>> first;
                (first = waiting.firstEntry()) != null && first.getKey() <= index; ) {
            waiting.remove(first.getKey());
            first.getValue().complete(null);
        }
    }
}
