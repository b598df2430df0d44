package io.takhin.daemon.adapter.kafka.fetch;

import org.apache.kafka.common.Uuid;

/**
 * A partition the way a client names it.
 *
 * @param topicId the topic's id, zero in requests before version 13
 * @param name the topic's name, empty from version 13 on
 * @param partition the partition's number
 */
record FetchKey(Uuid topicId, String name, int partition) {

    boolean sameTopic(FetchKey other) {
        return topicId.equals(other.topicId) && name.equals(other.name);
    }
}
