package io.takhin.daemon.adapter.kafka.txn;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How failures of the coordinator's runtime look to clients, in codes that make them look for the coordinator again.
 */
final class TxnErrors {

    private static final Logger LOG = LoggerFactory.getLogger(TxnErrors.class);

    private TxnErrors() {}

    /** The code for a failure. */
    static Errors of(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var error = Errors.forException(cause);
        return switch (error) {
            case NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR -> Errors.NOT_COORDINATOR;
            case UNKNOWN_TOPIC_OR_PARTITION, NOT_ENOUGH_REPLICAS, REQUEST_TIMED_OUT -> Errors.COORDINATOR_NOT_AVAILABLE;
            case UNKNOWN_SERVER_ERROR -> {
                LOG.atError().setCause(cause).log("the transaction coordinator failed");
                yield error;
            }
            default -> error;
        };
    }
}
