package io.takhin.daemon.adapter.kafka.group;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.coordinator.group.GroupCoordinatorConfig;

/**
 * The limits and times of consumer groups. The defaults are Kafka's.
 *
 * @param offsetsPartitions partitions of {@code __consumer_offsets} when it is created, 1 or more
 * @param offsetsSegmentBytes its segment size
 * @param offsetsRetention how long the offsets of an empty group are kept
 * @param offsetMetadataBytesMax the longest text that may come with an offset
 * @param commitTimeout how long a change of a group may take to be written
 * @param classic limits of groups with the classic protocol
 * @param consumer limits of groups with the protocol of KIP-848
 * @param threads how many threads work on groups
 */
public record GroupSettings(
        int offsetsPartitions,
        int offsetsSegmentBytes,
        Duration offsetsRetention,
        int offsetMetadataBytesMax,
        Duration commitTimeout,
        Classic classic,
        Consumer consumer,
        int threads) {

    /**
     * The classic protocol.
     *
     * @param sessionTimeoutMin the shortest session a member may ask for
     * @param sessionTimeoutMax the longest
     * @param initialRebalanceDelay how long a new group waits for more members
     * @param sizeMax how many members a group may have
     */
    public record Classic(
            Duration sessionTimeoutMin, Duration sessionTimeoutMax, Duration initialRebalanceDelay, int sizeMax) {}

    /**
     * The protocol of KIP-848.
     *
     * @param sessionTimeout how long a silent member stays in
     * @param heartbeatInterval how often members are asked to call
     * @param assignmentInterval the shortest time between two assignments of a group
     * @param sizeMax how many members a group may have
     */
    public record Consumer(
            Duration sessionTimeout, Duration heartbeatInterval, Duration assignmentInterval, int sizeMax) {}

    /** Kafka's defaults. */
    public static GroupSettings defaults() {
        return new GroupSettings(
                50,
                100 << 20,
                Duration.ofDays(7),
                4096,
                Duration.ofSeconds(5),
                new Classic(Duration.ofSeconds(6), Duration.ofMinutes(30), Duration.ofSeconds(3), Integer.MAX_VALUE),
                new Consumer(Duration.ofSeconds(45), Duration.ofSeconds(5), Duration.ofSeconds(1), Integer.MAX_VALUE),
                4);
    }

    /** The same for a developer's machine: a new group does not wait for members to come. */
    public GroupSettings forDevelopment() {
        return new GroupSettings(
                offsetsPartitions,
                offsetsSegmentBytes,
                offsetsRetention,
                offsetMetadataBytesMax,
                commitTimeout,
                new Classic(classic.sessionTimeoutMin, classic.sessionTimeoutMax, Duration.ZERO, classic.sizeMax),
                new Consumer(consumer.sessionTimeout, consumer.heartbeatInterval, Duration.ZERO, consumer.sizeMax),
                threads);
    }

    /** Says it in the words of Kafka's coordinator. */
    Map<String, Object> asKafka() {
        var all = new HashMap<String, Object>();
        all.put(GroupCoordinatorConfig.OFFSETS_TOPIC_PARTITIONS_CONFIG, offsetsPartitions);
        all.put(GroupCoordinatorConfig.OFFSETS_TOPIC_SEGMENT_BYTES_CONFIG, offsetsSegmentBytes);
        all.put(
                GroupCoordinatorConfig.OFFSETS_RETENTION_MINUTES_CONFIG,
                Math.toIntExact(Math.max(1, offsetsRetention.toMinutes())));
        all.put(GroupCoordinatorConfig.OFFSET_METADATA_MAX_SIZE_CONFIG, offsetMetadataBytesMax);
        all.put(GroupCoordinatorConfig.OFFSET_COMMIT_TIMEOUT_MS_CONFIG, ms(commitTimeout));
        all.put(GroupCoordinatorConfig.GROUP_COORDINATOR_NUM_THREADS_CONFIG, threads);
        all.put(GroupCoordinatorConfig.GROUP_MIN_SESSION_TIMEOUT_MS_CONFIG, ms(classic.sessionTimeoutMin));
        all.put(GroupCoordinatorConfig.GROUP_MAX_SESSION_TIMEOUT_MS_CONFIG, ms(classic.sessionTimeoutMax));
        all.put(GroupCoordinatorConfig.GROUP_INITIAL_REBALANCE_DELAY_MS_CONFIG, ms(classic.initialRebalanceDelay));
        all.put(GroupCoordinatorConfig.GROUP_MAX_SIZE_CONFIG, classic.sizeMax);
        all.put(GroupCoordinatorConfig.CONSUMER_GROUP_SESSION_TIMEOUT_MS_CONFIG, ms(consumer.sessionTimeout));
        all.put(GroupCoordinatorConfig.CONSUMER_GROUP_HEARTBEAT_INTERVAL_MS_CONFIG, ms(consumer.heartbeatInterval));
        all.put(GroupCoordinatorConfig.CONSUMER_GROUP_ASSIGNMENT_INTERVAL_MS_CONFIG, ms(consumer.assignmentInterval));
        all.put(GroupCoordinatorConfig.CONSUMER_GROUP_MAX_SIZE_CONFIG, consumer.sizeMax);
        // Kafka's bounds of these are for groups that ask for another value than the node's, which no one can here.
        all.put(GroupCoordinatorConfig.CONSUMER_GROUP_MIN_SESSION_TIMEOUT_MS_CONFIG, ms(consumer.sessionTimeout));
        all.put(GroupCoordinatorConfig.CONSUMER_GROUP_MAX_SESSION_TIMEOUT_MS_CONFIG, ms(consumer.sessionTimeout));
        all.put(GroupCoordinatorConfig.CONSUMER_GROUP_MIN_HEARTBEAT_INTERVAL_MS_CONFIG, ms(consumer.heartbeatInterval));
        all.put(GroupCoordinatorConfig.CONSUMER_GROUP_MAX_HEARTBEAT_INTERVAL_MS_CONFIG, ms(consumer.heartbeatInterval));
        return all;
    }

    private static int ms(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
