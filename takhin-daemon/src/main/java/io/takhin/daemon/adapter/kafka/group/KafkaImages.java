package io.takhin.daemon.adapter.kafka.group;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataProvenance;

/**
 * Tells the group coordinator of topics in its own terms: names, ids and partition counts as Kafka's metadata image,
 * each with the difference to the one before. One thread calls.
 */
final class KafkaImages {

    private org.apache.kafka.image.MetadataImage last = org.apache.kafka.image.MetadataImage.EMPTY;
    private Map<TopicId, TopicState> known = Map.of();
    private long version;

    /**
     * What changed.
     *
     * @param delta the difference to the image before
     * @param image all topics
     */
    record Update(MetadataDelta delta, org.apache.kafka.image.MetadataImage image) {}

    /** Kafka's form of an id. */
    static Uuid uuid(TopicId id) {
        return new Uuid(id.mostSignificantBits(), id.leastSignificantBits());
    }

    /** Goes on to a newer image. */
    Update next(MetadataImage image) {
        var delta = new MetadataDelta.Builder().setImage(last).build();
        var now = new HashMap<TopicId, TopicState>();
        image.topics().forEach(topic -> now.put(topic.id(), topic));
        known.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> delta.replay(new RemoveTopicRecord().setTopicId(uuid(id))));
        now.values().forEach(topic -> add(delta, topic));
        version++;
        known = now;
        last = delta.apply(new MetadataProvenance(version, 1, 0, true));
        return new Update(delta, last);
    }

    private void add(MetadataDelta delta, TopicState topic) {
        var before = known.get(topic.id());
        if (before == null) {
            delta.replay(new TopicRecord().setName(topic.name()).setTopicId(uuid(topic.id())));
        }
        for (int partition = before == null ? 0 : before.partitionCount();
                partition < topic.partitionCount();
                partition++) {
            // Who leads is of no concern here; the coordinator only counts partitions.
            delta.replay(new PartitionRecord()
                    .setTopicId(uuid(topic.id()))
                    .setPartitionId(partition)
                    .setReplicas(List.of(0))
                    .setIsr(List.of(0))
                    .setDirectories(List.of(org.apache.kafka.common.DirectoryId.UNASSIGNED))
                    .setLeader(0)
                    .setLeaderEpoch(0)
                    .setPartitionEpoch(0));
        }
    }
}
