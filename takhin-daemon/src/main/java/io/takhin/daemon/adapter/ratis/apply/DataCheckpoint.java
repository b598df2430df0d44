package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.core.replica.GroupImage;
import io.takhin.daemon.core.replica.ProducerState;
import io.takhin.daemon.core.replica.Producers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a checkpoint of a data group holds besides the logs themselves.
 *
 * @param group which data group
 * @param topics its topics
 */
public record DataCheckpoint(int group, List<Topic> topics) {

    /** Copies the list. */
    public DataCheckpoint {
        topics = List.copyOf(topics);
    }

    /**
     * A topic.
     *
     * @param topic as placed
     * @param metadataIndex as of which index of the metadata
     * @param partitions this group's partitions of it
     */
    public record Topic(TopicState topic, long metadataIndex, List<Partition> partitions) {}

    /**
     * A partition.
     *
     * @param partition its number
     * @param startOffset the first offset
     * @param endOffset the offset after the last record
     * @param producers its producers by id, as text
     */
    public record Partition(int partition, long startOffset, long endOffset, Map<String, ProducerState> producers) {}

    /**
     * Where a partition starts and ends.
     *
     * @param startOffset the first offset
     * @param endOffset the offset after the last record
     */
    record Ends(long startOffset, long endOffset) {}

    /** Takes what alone changes under the image: where the partitions start and end now. */
    static Map<PartitionId, Ends> ends(GroupImage image, Replicas replicas) {
        var ends = new HashMap<PartitionId, Ends>();
        image.partitions().forEach(id -> {
            var log = replicas.log(id);
            ends.put(id, new Ends(log.startOffset(), log.endOffset()));
        });
        return ends;
    }

    /** Puts together what was taken. */
    static DataCheckpoint of(GroupImage image, Map<PartitionId, Ends> ends) {
        var topics = new ArrayList<Topic>();
        for (var placed : image.topics()) {
            var partitions = image.partitionsOf(placed.topic())
                    .map(id -> partition(id, Objects.requireNonNull(ends.get(id)), image.producers(id)))
                    .toList();
            topics.add(new Topic(placed.topic(), placed.metadataIndex(), partitions));
        }
        return new DataCheckpoint(image.group(), topics);
    }

    private static Partition partition(PartitionId id, Ends ends, Producers producers) {
        var byId = new TreeMap<String, ProducerState>();
        producers.byId().forEach((producer, state) -> byId.put(Long.toString(producer), state));
        return new Partition(id.partition(), ends.startOffset, ends.endOffset, byId);
    }

    /** The image that it holds. */
    GroupImage image() {
        var image = GroupImage.empty(group);
        for (var topic : topics) {
            image = image.with(topic.topic, topic.metadataIndex);
            for (var partition : topic.partitions) {
                var producers = new HashMap<Long, ProducerState>();
                partition.producers.forEach((id, state) -> producers.put(Long.parseLong(id), state));
                image = image.with(topic.topic.partition(partition.partition), Producers.of(producers));
            }
        }
        return image;
    }

    /** Goes through the partitions. */
    void forEach(Visitor visitor) throws java.io.IOException {
        for (var topic : topics) {
            for (var partition : topic.partitions) {
                visitor.partition(topic.topic.partition(partition.partition), partition);
            }
        }
    }

    /** Takes partitions. */
    @FunctionalInterface
    interface Visitor {
        /** One partition. */
        void partition(PartitionId id, Partition state) throws java.io.IOException;
    }
}
