package io.takhin.daemon.adapter.kafka.coordinator;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import org.apache.kafka.common.protocol.Errors;

/** How the backend's refusals of a coordinator's appends look to Kafka's coordinator runtime. */
public final class RejectionErrors {

    private RejectionErrors() {}

    /** The error of an outcome; NONE when it is done. An unknown outcome is a time-out, which clients retry. */
    public static Errors of(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> _ -> Errors.NONE;
            case Outcome.Rejected<?>(var rejection) -> of(rejection.reason());
            case Outcome.Unknown<?> _ -> Errors.REQUEST_TIMED_OUT;
        };
    }

    /** Kafka's error for a reason. */
    public static Errors of(Rejection.Reason reason) {
        return switch (reason) {
            case UNKNOWN_TOPIC, UNKNOWN_PARTITION -> Errors.UNKNOWN_TOPIC_OR_PARTITION;
            case TOPIC_EXISTS -> Errors.TOPIC_ALREADY_EXISTS;
            case INVALID_TOPIC -> Errors.INVALID_TOPIC_EXCEPTION;
            case INVALID_PARTITIONS -> Errors.INVALID_PARTITIONS;
            case INVALID_REPLICATION_FACTOR -> Errors.INVALID_REPLICATION_FACTOR;
            case INVALID_ASSIGNMENT -> Errors.INVALID_REPLICA_ASSIGNMENT;
            case INVALID_CONFIG -> Errors.INVALID_CONFIG;
            case ALREADY_FORMATTED, CHANGE_UNDER_WAY, INVALID_REQUEST -> Errors.INVALID_REQUEST;
            case NOT_LEADER, NOT_READY, OVERLOADED -> Errors.NOT_LEADER_OR_FOLLOWER;
            case RECORD_TOO_LARGE -> Errors.MESSAGE_TOO_LARGE;
            case CORRUPT_BATCH -> Errors.CORRUPT_MESSAGE;
            case INVALID_RECORD -> Errors.INVALID_RECORD;
            case INVALID_TIMESTAMP -> Errors.INVALID_TIMESTAMP;
            case UNSUPPORTED_FORMAT -> Errors.UNSUPPORTED_FOR_MESSAGE_FORMAT;
            case OUT_OF_ORDER_SEQUENCE -> Errors.OUT_OF_ORDER_SEQUENCE_NUMBER;
            case DUPLICATE_SEQUENCE -> Errors.DUPLICATE_SEQUENCE_NUMBER;
            case PRODUCER_FENCED -> Errors.INVALID_PRODUCER_EPOCH;
            case UNKNOWN_PRODUCER -> Errors.UNKNOWN_PRODUCER_ID;
            case INVALID_TXN_STATE -> Errors.INVALID_TXN_STATE;
            case OFFSET_OUT_OF_RANGE -> Errors.OFFSET_OUT_OF_RANGE;
            case POLICY_VIOLATION -> Errors.POLICY_VIOLATION;
            case UNKNOWN_GROUP -> Errors.GROUP_ID_NOT_FOUND;
            case GROUP_NOT_EMPTY -> Errors.NON_EMPTY_GROUP;
            case STORAGE_FULL, STORAGE_FAILED -> Errors.KAFKA_STORAGE_ERROR;
        };
    }
}
