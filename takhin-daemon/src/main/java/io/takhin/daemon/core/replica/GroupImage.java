package io.takhin.daemon.core.replica;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.TopicState;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What a data group knows besides the records: its topics and their producers. It is a function of the group's log
 * alone, so that replicas agree however far each is with the metadata. Immutable.
 */
public final class GroupImage {

    private final int group;
    private final PMap<TopicId, Placed> topics;
    private final PMap<PartitionId, Producers> producers;

    private GroupImage(int group, PMap<TopicId, Placed> topics, PMap<PartitionId, Producers> producers) {
        this.group = group;
        this.topics = topics;
        this.producers = producers;
    }

    /**
     * A topic that has partitions here.
     *
     * @param topic the topic as of an index of the metadata
     * @param metadataIndex that index; what comes with an older one is stale and changes nothing
     */
    public record Placed(TopicState topic, long metadataIndex) {}

    /** The image of a data group before its first entry. */
    public static GroupImage empty(int group) {
        return new GroupImage(group, HashTreePMap.empty(), HashTreePMap.empty());
    }

    /** Which data group. */
    public int group() {
        return group;
    }

    /** The topics that have partitions here. */
    public Collection<Placed> topics() {
        return topics.values();
    }

    /** A topic that has partitions here. */
    public Optional<Placed> topic(TopicId id) {
        return Optional.ofNullable(topics.get(id));
    }

    /** Whether a partition is this group's and open. */
    public boolean has(PartitionId partition) {
        return topic(partition.topicId())
                .filter(placed -> partition.partition() < placed.topic.partitionCount()
                        && placed.topic.groups().get(partition.partition()) == group)
                .isPresent();
    }

    /** This group's partitions of a topic. */
    public Stream<PartitionId> partitionsOf(TopicState topic) {
        return topic.partitions().filter(partition -> topic.groups().get(partition.partition()) == group);
    }

    /** All partitions of this group. */
    public Stream<PartitionId> partitions() {
        return topics.values().stream().flatMap(placed -> partitionsOf(placed.topic));
    }

    /** A partition's producers. */
    public Producers producers(PartitionId partition) {
        return producers.getOrDefault(partition, Producers.NONE);
    }

    /** Whether placing a topic as of an index would change anything. */
    public boolean accepts(TopicState topic, long metadataIndex) {
        var placed = topics.get(topic.id());
        return placed == null || (metadataIndex >= placed.metadataIndex && !placed.topic.equals(topic));
    }

    /** With a topic placed here, or placed anew. */
    public GroupImage with(TopicState topic, long metadataIndex) {
        return new GroupImage(group, topics.plus(topic.id(), new Placed(topic, metadataIndex)), producers);
    }

    /** Without a topic. */
    public GroupImage without(TopicId id) {
        var gone = topics.get(id);
        if (gone == null) {
            return this;
        }
        return new GroupImage(
                group,
                topics.minus(id),
                producers.minusAll(partitionsOf(gone.topic).toList()));
    }

    /** With other producers of a partition. */
    public GroupImage with(PartitionId partition, Producers newProducers) {
        return newProducers.byId().isEmpty()
                ? new GroupImage(group, topics, producers.minus(partition))
                : new GroupImage(group, topics, producers.plus(partition, newProducers));
    }
}
