package io.takhin.daemon.adapter.kafka.coordinator;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which partitions of a coordinator's topic are being loaded, so that no two loads of one partition overlap. Kafka's
 * runtime does not tell them apart: it takes the end of a load of before for that of the newest, and would serve from a
 * state that is half read. And the one that ends last would open the log anew, unseen by the runtime, which would never
 * hear again of what is committed.
 *
 * <p>So a load that is not wanted any more is abandoned, its end is not told, and the next one is asked for only after
 * it. Any thread may call.
 */
public final class Loads {

    /** By partition; the value says that it is not wanted any more. */
    private final Map<Integer, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    /** A load begins; what it returns completes when the load is not wanted any more. */
    CompletableFuture<Void> begin(int partition) {
        var abandoned = new CompletableFuture<Void>();
        underWay.put(partition, abandoned);
        return abandoned;
    }

    /** A load is over, and who asked for it knows if it is to know. */
    void end(int partition) {
        underWay.remove(partition);
    }

    /** Whether a load has begun and is not over. */
    boolean underWay(int partition) {
        return underWay.containsKey(partition);
    }

    /** The shard that a load is for is dropped. */
    void abandon(int partition) {
        var abandoned = underWay.get(partition);
        if (abandoned != null) {
            abandoned.complete(null);
        }
    }
}
