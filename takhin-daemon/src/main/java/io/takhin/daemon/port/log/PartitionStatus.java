package io.takhin.daemon.port.log;

import java.util.List;
import java.util.OptionalInt;

/**
 * Where a partition stands on this node.
 *
 * @param leader the leader's node id, where one is known; this node's only once it has all that was acknowledged before
 * @param leaderEpoch how often the leader changed
 * @param replicas the nodes that hold it
 * @param inSync those of them that are caught up
 * @param startOffset the first offset
 * @param highWatermark the offset after the last committed record
 * @param lastStableOffset where read-committed readers stop
 * @param sizeBytes how large its segments are
 */
public record PartitionStatus(
        OptionalInt leader,
        int leaderEpoch,
        List<Integer> replicas,
        List<Integer> inSync,
        long startOffset,
        long highWatermark,
        long lastStableOffset,
        long sizeBytes) {

    /** Copies the lists. */
    public PartitionStatus {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
    }
}
