package io.takhin.common.model;

import org.jspecify.annotations.Nullable;

/**
 * One partition of one topic, by the topic's id, so that a request meant for a deleted topic never reaches a new one of
 * the same name.
 *
 * @param topicId the topic's id
 * @param partition the partition's number, from 0
 */
public record PartitionId(TopicId topicId, int partition) {

    /** Refuses a negative partition number. */
    public PartitionId {
        if (partition < 0) {
            throw new IllegalArgumentException("partition " + partition + " is negative");
        }
    }

    // As in TopicId.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PartitionId(var topic, var number) && number == partition && topic.equals(topicId);
    }

    @Override
    public int hashCode() {
        return 31 * topicId.hashCode() + partition;
    }

    @Override
    public String toString() {
        return topicId + "-" + partition;
    }
}
