package io.takhin.daemon.core;

/**
 * A refusal that is part of the domain: expected, the same on every replica, changing nothing. Each edge maps the
 * reason to its own codes in one exhaustive switch.
 *
 * @param reason what kind of refusal
 * @param message one line for the person who asked
 */
public record Rejection(Reason reason, String message) {

    /** The kinds of refusal. */
    public enum Reason {
        /** No topic of that name or id. */
        UNKNOWN_TOPIC,
        /** The topic has no such partition. */
        UNKNOWN_PARTITION,
        /** The name is taken. */
        TOPIC_EXISTS,
        /** The name breaks {@link io.takhin.common.model.TopicNames}. */
        INVALID_TOPIC,
        /** A partition count below 1, above the limit, or not above the present one. */
        INVALID_PARTITIONS,
        /** More replicas than nodes, or fewer than one. */
        INVALID_REPLICATION_FACTOR,
        /** Nodes named for partitions that are not so many, not known, or named twice. */
        INVALID_ASSIGNMENT,
        /** An unknown config or a value out of bounds. */
        INVALID_CONFIG,
        /** The cluster has another id already. */
        ALREADY_FORMATTED,
        /** The members of the cluster are being changed already. */
        CHANGE_UNDER_WAY,
        /** The request itself makes no sense. */
        INVALID_REQUEST,
        /** This node does not lead what is asked about; the leader does. */
        NOT_LEADER,
        /** A record or batch is larger than the topic allows. */
        RECORD_TOO_LARGE,
        /** A batch fails its checksum or its format. */
        CORRUPT_BATCH,
        /** A record breaks a rule of the topic, such as no key on a compacted one. */
        INVALID_RECORD,
        /** A record's time stamp is further from now than the topic allows. */
        INVALID_TIMESTAMP,
        /** A format or compression that is not taken. */
        UNSUPPORTED_FORMAT,
        /** A producer's sequence number is not the next one (KIP-98). */
        OUT_OF_ORDER_SEQUENCE,
        /** A batch older than the newest five of its producer was sent again (KIP-98). */
        DUPLICATE_SEQUENCE,
        /** A newer instance of the producer has taken over (KIP-98). */
        PRODUCER_FENCED,
        /** The producer id is not known here, or no longer (KIP-360). */
        UNKNOWN_PRODUCER,
        /** A transactional batch outside an open transaction, or the reverse (KIP-98, KIP-890). */
        INVALID_TXN_STATE,
        /** The offset is before the first record or beyond the end. */
        OFFSET_OUT_OF_RANGE,
        /** The topic's policy forbids it, such as deleting records of a compacted topic. */
        POLICY_VIOLATION,
        /** No consumer group of that name. */
        UNKNOWN_GROUP,
        /** The consumer group has members. */
        GROUP_NOT_EMPTY,
        /** The disk is full up to the reserve. */
        STORAGE_FULL,
        /** The disk failed. */
        STORAGE_FAILED,
        /** The queue in front of the log is full: try again. */
        OVERLOADED,
        /** The node is starting or stopping: try again. */
        NOT_READY
    }
}
