package io.takhin.common.model;

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

    @Override
    public String toString() {
        return topicId + "-" + partition;
    }
}
