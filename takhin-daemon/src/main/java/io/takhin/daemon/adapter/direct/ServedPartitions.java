package io.takhin.daemon.adapter.direct;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.LogStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions that take requests. The owner of the metadata changes it; any thread looks up. */
final class ServedPartitions {

    private final LogStore logs;
    private final Map<PartitionId, DirectPartition> partitions = new ConcurrentHashMap<>();

    ServedPartitions(LogStore logs) {
        this.logs = logs;
    }

    /** Serves a topic's partitions that are not served yet; their logs are there. */
    void serve(TopicState topic) {
        topic.partitions().forEach(id -> partitions.computeIfAbsent(id, this::opened));
    }

    /** Serves a topic no longer: requests on their way are refused, and those who wait are woken. */
    void leave(TopicState topic) {
        topic.partitions().forEach(id -> {
            var partition = partitions.remove(id);
            if (partition != null) {
                partition.leave();
            }
        });
    }

    Optional<DirectPartition> find(PartitionId id) {
        return Optional.ofNullable(partitions.get(id));
    }

    Iterable<DirectPartition> all() {
        return partitions.values();
    }

    /** Why there is no such partition. */
    static Rejection unknown(MetadataImage image, PartitionId id) {
        return image.topic(id.topicId())
                .map(topic -> new Rejection(
                        Rejection.Reason.UNKNOWN_PARTITION,
                        "topic " + topic.name() + " has partitions 0 to " + (topic.partitionCount() - 1) + ", not "
                                + id.partition()))
                .orElseGet(() -> new Rejection(
                        Rejection.Reason.UNKNOWN_TOPIC, "no topic has the id " + id.topicId() + ", it may be deleted"));
    }

    private DirectPartition opened(PartitionId id) {
        return new DirectPartition(
                logs.log(id).orElseThrow(() -> new IllegalStateException("partition " + id + " has no log")));
    }
}
