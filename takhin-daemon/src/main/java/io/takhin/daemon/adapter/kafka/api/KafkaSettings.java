package io.takhin.daemon.adapter.kafka.api;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the handlers need to know of the daemon's configuration.
 *
 * @param autoCreateTopics whether a topic comes to be when a client that allows it asks for it
 * @param fetchBytesMax how much one Fetch may bring at most, in bytes; a single larger batch is still brought
 * @param fetchSessionsMax how many incremental fetch sessions are kept (KIP-227)
 * @param describePartitionsMax how many partitions one answer to DescribeTopicPartitions has
 * @param createPartitionsMax how many partitions one request may create
 * @param logFolder where the partition logs are, as DescribeLogDirs says it
 * @param brokerConfigs the node's configs as Kafka's tools show them, by Kafka's names; read only
 */
public record KafkaSettings(
        boolean autoCreateTopics,
        int fetchBytesMax,
        int fetchSessionsMax,
        int describePartitionsMax,
        int createPartitionsMax,
        Path logFolder,
        Map<String, String> brokerConfigs) {

    /** Kafka's own limit of a Fetch. */
    public static final int FETCH_BYTES_MAX_DEFAULT = 55 << 20;

    /** Kafka's own number of sessions. */
    public static final int FETCH_SESSIONS_MAX_DEFAULT = 1000;

    /** Kafka's own number of partitions in an answer. */
    public static final int DESCRIBE_PARTITIONS_MAX_DEFAULT = 2000;

    /** Kafka's own number of partitions that a request may create. */
    public static final int CREATE_PARTITIONS_MAX_DEFAULT = 10_000;

    /** Copies the map. */
    public KafkaSettings {
        brokerConfigs = Map.copyOf(brokerConfigs);
    }
}
