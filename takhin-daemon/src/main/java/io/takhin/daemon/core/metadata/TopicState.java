package io.takhin.daemon.core.metadata;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A topic as every node knows it.
 *
 * @param id its id for life
 * @param name its name
 * @param groups the data group of each partition, by partition number; a partition stays in its group for good
 * @param replicationFactor how many replicas were asked for, 1 or more
 * @param configs what was set for this topic alone, by Kafka's config names
 * @param createdAtMs when it was created, in ms since the epoch, by the proposer's clock
 */
public record TopicState(
        TopicId id,
        String name,
        List<Integer> groups,
        int replicationFactor,
        SortedMap<String, String> configs,
        long createdAtMs) {

    /** Copies what could change. */
    public TopicState {
        groups = List.copyOf(groups);
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
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
        return new TopicState(id, name, groups, replicationFactor, new TreeMap<>(newConfigs), createdAtMs);
    }

    /** The same topic with more partitions behind the ones it has. */
    public TopicState withMore(List<Integer> newGroups) {
        var all = Stream.concat(groups.stream(), newGroups.stream()).toList();
        return new TopicState(id, name, all, replicationFactor, configs, createdAtMs);
    }
}
