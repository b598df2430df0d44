package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.core.Rejection.Reason.CORRUPT_BATCH;
import static io.takhin.daemon.core.Rejection.Reason.DUPLICATE_SEQUENCE;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_RECORD;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_TIMESTAMP;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_TXN_STATE;
import static io.takhin.daemon.core.Rejection.Reason.OFFSET_OUT_OF_RANGE;
import static io.takhin.daemon.core.Rejection.Reason.OUT_OF_ORDER_SEQUENCE;
import static io.takhin.daemon.core.Rejection.Reason.PRODUCER_FENCED;
import static io.takhin.daemon.core.Rejection.Reason.RECORD_TOO_LARGE;
import static io.takhin.daemon.core.Rejection.Reason.UNKNOWN_PRODUCER;
import static io.takhin.daemon.core.Rejection.Reason.UNSUPPORTED_FORMAT;

import io.takhin.daemon.core.Rejection;
import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DuplicateSequenceException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TransactionCoordinatorFencedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.storage.internals.log.RecordValidationException;

/** The one place where what Kafka's log throws at a batch becomes a refusal. */
final class AppendRefusals {

    private AppendRefusals() {}

    /** The refusal that an exception stands for, nothing if it is a fault of the node. */
    static Optional<Rejection> of(RuntimeException e) {
        return reason(e).map(reason -> new Rejection(reason, message(e)));
    }

    private static Optional<Rejection.Reason> reason(RuntimeException e) {
        return Optional.ofNullable(
                switch (e) {
                    case RecordValidationException validation ->
                        reason(validation.invalidException()).orElse(INVALID_RECORD);
                    case CorruptRecordException _ -> CORRUPT_BATCH;
                    case RecordTooLargeException _ -> RECORD_TOO_LARGE;
                    case RecordBatchTooLargeException _ -> RECORD_TOO_LARGE;
                    case InvalidTimestampException _ -> INVALID_TIMESTAMP;
                    case InvalidRecordException _ -> INVALID_RECORD;
                    case UnsupportedCompressionTypeException _ -> UNSUPPORTED_FORMAT;
                    case UnsupportedForMessageFormatException _ -> UNSUPPORTED_FORMAT;
                    case UnknownProducerIdException _ -> UNKNOWN_PRODUCER;
                    case OutOfOrderSequenceException _ -> OUT_OF_ORDER_SEQUENCE;
                    case DuplicateSequenceException _ -> DUPLICATE_SEQUENCE;
                    case InvalidProducerEpochException _ -> PRODUCER_FENCED;
                    case ProducerFencedException _ -> PRODUCER_FENCED;
                    case InvalidTxnStateException _ -> INVALID_TXN_STATE;
                    case TransactionCoordinatorFencedException _ -> INVALID_TXN_STATE;
                    case OffsetOutOfRangeException _ -> OFFSET_OUT_OF_RANGE;
                    // What the decompressors throw at bytes that are not theirs.
                    case KafkaException plain when plain.getClass() == KafkaException.class -> CORRUPT_BATCH;
                    default -> null;
                });
    }

    private static String message(RuntimeException e) {
        if (e instanceof RecordValidationException validation
                && !validation.recordErrors().isEmpty()) {
            var first = validation.recordErrors().getFirst();
            return "record " + first.batchIndex + " of the batch: " + first.message;
        }
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
