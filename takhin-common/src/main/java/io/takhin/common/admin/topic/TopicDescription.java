package io.takhin.common.admin.topic;

import io.takhin.common.json.Doc;
import io.takhin.common.model.config.ConfigEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic in full.
 *
 * @param name its name
 * @param id its id
 * @param replicationFactor how many replicas
 * @param createdAtMs when it was created, ms since the epoch
 * @param partitions its partitions, by number
 * @param configs its configs, by name
 */
@Doc("A topic in full.")
public record TopicDescription(
        @Doc("Its name.") String name,
        @Doc("Its id for life.") String id,
        @Doc("How many replicas each partition has.") int replicationFactor,
        @Doc("When it was created, in ms since the epoch.") long createdAtMs,
        @Doc("Its partitions, by number.") List<Partition> partitions,
        @Doc("Its configs, by name.") List<ConfigEntry> configs) {

    /**
     * One partition.
     *
     * @param partition its number
     * @param group its data group
     * @param leader the leader's node id, where there is one
     * @param leaderEpoch how often the leader changed
     * @param replicas the nodes that hold it, or those of them that its assignment names
     * @param inSync those that are caught up
     * @param startOffset the first offset
     * @param endOffset the offset behind the last committed record
     * @param stableOffset where read-committed readers stop
     * @param sizeBytes how much it takes on the node that answers
     * @param assigned the nodes that its assignment names, also those that are no longer members; none without one
     */
    @Doc("One partition.")
    public record Partition(
            @Doc("Its number, from 0.") int partition,
            @Doc("The data group it belongs to for good.") int group,

            @Doc("The leader's node id; absent when there is none.") @Nullable
            String leader,

            @Doc("How often the leader changed.") int leaderEpoch,

            @Doc("The nodes that hold it; with an assignment, those of them that it names. Records lie on all voters.")
            List<String> replicas,

            @Doc("Those of them that are caught up.") List<String> inSync,
            @Doc("The first offset.") long startOffset,

            @Doc("The offset behind the last committed record.")
            long endOffset,

            @Doc("Where read-committed readers stop.") long stableOffset,

            @Doc("How many bytes its segments take on the node that answers.")
            long sizeBytes,

            @Doc("The nodes that a client named for it, members or not; empty when none did.")
            List<String> assigned) {}
}
