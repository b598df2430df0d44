package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.topic.TopicSummary;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionStatus;

/** What several handlers say of topics. */
public final class Topics {

    private Topics() {}

    /** A topic in one line. */
    public static TopicSummary summary(Backend backend, TopicState topic) {
        return new TopicSummary(
                topic.name(),
                topic.id().toString(),
                topic.partitionCount(),
                topic.replicationFactor(),
                sizeBytes(backend, topic));
    }

    /** How much its partitions take on this node. */
    public static long sizeBytes(Backend backend, TopicState topic) {
        return topic.partitions()
                .map(backend::status)
                .mapToLong(outcome ->
                        outcome instanceof Outcome.Done<PartitionStatus>(var status) ? status.sizeBytes() : 0)
                .sum();
    }

    /** Refuses a missing name before the backend is asked for it. */
    public static String named(String name) {
        if (name.isEmpty()) {
            throw TakhinException.of(ErrorCode.USAGE, "the topic's name is empty");
        }
        return name;
    }

    /** Whether it is one of the cluster's own, which start with two underscores as Kafka's do. */
    public static boolean internal(TopicState topic) {
        return topic.name().startsWith("__");
    }
}
