package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.time.Duration;

/**
 * Section {@code groups}.
 *
 * @param sizeMax how many members a group may have
 * @param sessionTimeoutMin the shortest session a classic member may ask for
 * @param sessionTimeoutMax the longest
 * @param initialRebalanceDelay how long a new classic group waits for more members
 * @param sessionTimeout the session of members with the protocol of KIP-848
 * @param heartbeatInterval how often they call
 * @param assignmentInterval the shortest time between two of their assignments
 * @param offsetsRetention how long the offsets of an empty group are kept
 * @param offsetMetadataBytesMax the longest text with an offset
 * @param offsetsPartitions partitions of the topic that holds them
 */
@Doc("Consumer groups of Kafka clients. Who breaks a limit hears Kafka's own error code for it.")
public record GroupsConfig(
        @Setting(value = "100000", min = "1", max = "2147483647")
        @Doc("How many members a group may have; one more is refused with GROUP_MAX_SIZE_REACHED.")
        int sizeMax,

        @Setting(value = "6s", min = "1ms", max = "1d")
        @Doc("The shortest session.timeout.ms that a member with the classic protocol may ask for; a shorter one is"
                + " refused with INVALID_SESSION_TIMEOUT.")
        Duration sessionTimeoutMin,

        @Setting(value = "30m", min = "1ms", max = "1d") @Doc("The longest one; a longer one is refused likewise.")
        Duration sessionTimeoutMax,

        @Setting(value = "3s", dev = "0s", min = "0s", max = "5m")
        @Doc("How long a new group with the classic protocol waits for more members before it starts.")
        Duration initialRebalanceDelay,

        @Setting(value = "45s", min = "1s", max = "1d")
        @Doc("A member with the protocol of KIP-848 that is silent for this long is taken for gone.")
        Duration sessionTimeout,

        @Setting(value = "5s", min = "100ms", max = "1h")
        @Doc("How often such members are told to call; less than sessionTimeout.")
        Duration heartbeatInterval,

        @Setting(value = "1s", dev = "0s", min = "0s", max = "15s")
        @Doc("The shortest time between two assignments of such a group.")
        Duration assignmentInterval,

        @Setting(value = "7d", min = "1m", max = "3650d")
        @Doc("How long the offsets of a group without members are kept.")
        Duration offsetsRetention,

        @Setting(value = "4KiB", min = "0B", max = "1MiB")
        @Doc("The longest text that may come with an offset; a longer one is refused with"
                + " OFFSET_METADATA_TOO_LARGE.")
        DataSize offsetMetadataBytesMax,

        @Setting(value = "50", min = "1", max = "1000")
        @Doc("How many partitions __consumer_offsets gets when it is created; it keeps them for good.")
        int offsetsPartitions) {}
