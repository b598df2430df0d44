package io.takhin.daemon.core.metadata;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.MetadataEvent.PartitionsAdded;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A topic as every node knows it.
 *
 * @param id its id for life
 * @param name its name
 * @param groups the data group of each partition, by partition number; a partition stays in its group for good
 * @param replicationFactor how many replicas were asked for, 1 or more
 * @param configs what was set for this topic alone, by Kafka's config names
 * @param createdAtMs when it was created, in ms since the epoch, by the proposer's clock
 * @param assignment the nodes that clients named for its partitions, null for none: see {@link #assigned}
 */
public record TopicState(
        TopicId id,
        String name,
        List<Integer> groups,
        int replicationFactor,
        SortedMap<String, String> configs,
        long createdAtMs,
        @Nullable ReplicaAssignment assignment) {

    /** Copies what could change. */
    public TopicState {
        groups = List.copyOf(groups);
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
        assignment = ReplicaAssignment.kept(assignment);
    }

    /** A topic for which no nodes were named. */
    public TopicState(
            TopicId id,
            String name,
            List<Integer> groups,
            int replicationFactor,
            SortedMap<String, String> configs,
            long createdAtMs) {
        this(id, name, groups, replicationFactor, configs, createdAtMs, null);
    }

    /** The nodes that clients named for its partitions. */
    public ReplicaAssignment assigned() {
        return assignment == null ? ReplicaAssignment.NONE : assignment;
    }

    /** How many partitions it has. */
    public int partitionCount() {
        return groups.size();
    }

    /** Its partitions in order. */
    public Stream<PartitionId> partitions() {
        return IntStream.range(0, groups.size()).mapToObj(this::partition);
    }

    /** Names one of its partitions. */
    public PartitionId partition(int number) {
        return new PartitionId(id, number);
    }

    /** The same topic with other configs. */
    public TopicState withConfigs(Map<String, String> newConfigs) {
        return new TopicState(id, name, groups, replicationFactor, new TreeMap<>(newConfigs), createdAtMs, assignment);
    }

    /** The same topic with more partitions behind the ones it has. */
    TopicState with(PartitionsAdded added) {
        var all = Stream.concat(groups.stream(), added.groups().stream()).toList();
        var allAssigned =
                added.assignment() == null ? assignment : assigned().followed(groups.size(), added.assignment());
        return new TopicState(id, name, all, replicationFactor, configs, createdAtMs, allAssigned);
    }
}
