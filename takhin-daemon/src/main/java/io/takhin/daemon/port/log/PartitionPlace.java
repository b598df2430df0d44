package io.takhin.daemon.port.log;

import io.takhin.daemon.core.metadata.ReplicaAssignment;
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

    /**
     * As it is shown to who asks for the topic: of the nodes that hold the partition those that were named for it, in
     * the order they were named in. When none of them holds it any more, or none was named, all of them.
     */
    public PartitionPlace shown(ReplicaAssignment assignment, int partition) {
        var named = assignment.of(partition).stream().filter(replicas::contains).toList();
        return named.isEmpty()
                ? this
                : new PartitionPlace(
                        leader,
                        leaderEpoch,
                        named,
                        named.stream().filter(inSync::contains).toList());
    }
}
