package io.takhin.daemon.port.log;

import java.util.List;
import java.util.OptionalInt;

/**
 * Who leads a partition and who keeps it, which a node knows as soon as it knows the topic.
 *
 * @param leader the leader's node id, where one is known
 * @param leaderEpoch how often the leader changed
 * @param replicas the nodes that hold it
 * @param inSync those of them that are caught up
 */
public record PartitionPlace(OptionalInt leader, int leaderEpoch, List<Integer> replicas, List<Integer> inSync) {

    /** Copies the lists. */
    public PartitionPlace {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
    }

    /** What a partition's status says of it. */
    public static PartitionPlace of(PartitionStatus status) {
        return new PartitionPlace(status.leader(), status.leaderEpoch(), status.replicas(), status.inSync());
    }
}
