package io.takhin.daemon.adapter.admin;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.daemon.core.Rejection;

/** What the domain refuses, in the admin RPC's codes. */
public final class Rejections {

    private Rejections() {}

    /** The error of a refusal; nothing was changed. */
    public static AdminError error(Rejection rejection) {
        var message = rejection.message();
        return switch (rejection.reason()) {
            case UNKNOWN_TOPIC ->
                AdminError.of(ErrorCode.NOT_FOUND, message).withHint("see what there is with: takhin topic list");
            case UNKNOWN_PARTITION ->
                AdminError.of(ErrorCode.NOT_FOUND, message).withHint("see its partitions with: takhin topic describe");
            case TOPIC_EXISTS ->
                AdminError.of(ErrorCode.CONFLICT, message).withHint("to accept an equal topic add --if-not-exists");
            case INVALID_TOPIC, INVALID_PARTITIONS, INVALID_REQUEST, OFFSET_OUT_OF_RANGE ->
                AdminError.of(ErrorCode.USAGE, message);
            case INVALID_REPLICATION_FACTOR, INVALID_ASSIGNMENT ->
                AdminError.of(ErrorCode.USAGE, message).withHint("see the nodes with: takhin cluster info");
            case INVALID_CONFIG ->
                AdminError.of(ErrorCode.USAGE, message).withHint("see the configs with: takhin topic describe TOPIC");
            case CHANGE_UNDER_WAY ->
                AdminError.of(ErrorCode.CONFLICT, message).withHint("see how far it is with: takhin members");
            case ALREADY_FORMATTED -> AdminError.of(ErrorCode.CONFLICT, message);
            case NOT_LEADER -> AdminError.of(ErrorCode.NO_LEADER, message);
            case NOT_READY ->
                AdminError.of(ErrorCode.NO_LEADER, message).withHint("wait for it with: takhin wait ready");
            case RECORD_TOO_LARGE ->
                AdminError.of(ErrorCode.BAD_DATA, message)
                        .withHint("raise it with: takhin topic alter TOPIC --set max.message.bytes=N");
            case CORRUPT_BATCH, INVALID_RECORD, INVALID_TIMESTAMP, UNSUPPORTED_FORMAT ->
                AdminError.of(ErrorCode.BAD_DATA, message);
            case OUT_OF_ORDER_SEQUENCE, DUPLICATE_SEQUENCE, PRODUCER_FENCED, UNKNOWN_PRODUCER, INVALID_TXN_STATE ->
                AdminError.of(ErrorCode.CONFLICT, message);
            case UNKNOWN_GROUP ->
                AdminError.of(ErrorCode.NOT_FOUND, message).withHint("see what there is with: takhin group list");
            case GROUP_NOT_EMPTY ->
                AdminError.of(ErrorCode.REFUSED, message)
                        .withHint("stop its consumers first; see them with: takhin group describe GROUP");
            case POLICY_VIOLATION -> AdminError.of(ErrorCode.REFUSED, message);
            case STORAGE_FULL ->
                AdminError.of(ErrorCode.STORAGE, message)
                        .withHint("free space, delete topics, or shorten their retention");
            case STORAGE_FAILED ->
                AdminError.of(ErrorCode.STORAGE, message).withHint("look at the daemon's log and at the disk");
            case OVERLOADED -> AdminError.of(ErrorCode.OVERLOADED, message);
        };
    }
}
