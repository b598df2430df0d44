package io.takhin.common.snapshot;

import io.takhin.common.admin.cluster.NodeConfig;
import io.takhin.common.json.Doc;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands first in a snapshot.
 *
 * @param clusterId the cluster it was taken of
 * @param createdAtMs when, in ms since the epoch
 * @param term the newest Raft term of its groups, which is the newest leader epoch; 0 without consensus
 * @param configs what was set for all nodes or single ones while the cluster ran
 * @param topics the topics, by name
 * @param ranges the partitions whose records follow; batches name them by their place here
 */
@Doc("What stands first in a snapshot.")
public record SnapshotHeader(
        @Doc("The cluster it was taken of.") String clusterId,
        @Doc("When, in ms since the epoch.") long createdAtMs,

        @Doc("The newest Raft term, and leader epoch; 0 without consensus.")
        long term,

        @Doc("What was set for all nodes or for single ones while the cluster ran.")
        List<NodeConfig> configs,

        @Doc("The topics, by name.") List<Topic> topics,

        @Doc("The partitions whose records follow, each with its range.")
        List<Range> ranges) {

    /** Copies the lists. */
    public SnapshotHeader {
        configs = List.copyOf(configs);
        topics = List.copyOf(topics);
        ranges = List.copyOf(ranges);
    }

    /**
     * A topic.
     *
     * @param name its name
     * @param id its id
     * @param partitions how many partitions it has
     * @param replicationFactor how many replicas each has
     * @param createdAtMs when it was created
     * @param configs what was set for it alone
     * @param assignment the node ids that clients named for each partition, by number; null when none did
     */
    @Doc("A topic.")
    public record Topic(
            @Doc("Its name.") String name,
            @Doc("Its id for life.") String id,
            @Doc("How many partitions it has.") int partitions,
            @Doc("How many replicas each has.") int replicationFactor,

            @Doc("When it was created, in ms since the epoch.")
            long createdAtMs,

            @Doc("What was set for it alone.") Map<String, String> configs,

            @Doc("The node ids that clients named for each partition, by number, empty for one without; absent when"
                    + " there are none.")
            @Nullable
            List<List<Integer>> assignment) {

        /** Copies the map. */
        public Topic {
            configs = Map.copyOf(configs);
        }
    }

    /**
     * A partition.
     *
     * @param topic the topic
     * @param partition its number
     * @param start the first offset
     * @param end the offset behind the last record
     */
    @Doc("A partition.")
    public record Range(
            @Doc("Its topic.") String topic,
            @Doc("Its number.") int partition,
            @Doc("The first offset.") long start,
            @Doc("The offset behind the last record.") long end) {}
}
