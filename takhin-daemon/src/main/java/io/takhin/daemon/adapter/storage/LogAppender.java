package io.takhin.daemon.adapter.storage;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.Appended;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.common.TransactionVersion;
import org.apache.kafka.storage.internals.log.LogAppendInfo;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.internals.log.VerificationGuard;

/** Appends batches as a leader does. One for all logs; each thread that appends keeps its buffers for decompression. */
final class LogAppender {

    private final ThreadLocal<RequestLocal> buffers = ThreadLocal.withInitial(RequestLocal::withThreadConfinedCaching);

    /**
     * Checks and appends all batches, or none.
     *
     * @throws KafkaStorageException if the disk failed
     */
    Outcome<Appended> append(UnifiedLog log, ByteBuffer batches, AppendOrigin origin, int leaderEpoch) {
        var problem = BatchHeader.problem(batches, log.config().maxMessageSize());
        if (problem.isPresent()) {
            return new Outcome.Rejected<>(problem.get());
        }
        long endBefore = log.logEndOffset();
        try {
            int first = BatchHeader.sizeAt(batches, batches.position());
            var appended = appendOne(log, slice(batches, batches.position(), first), origin, leaderEpoch);
            return Outcome.done(
                    first == batches.remaining()
                            ? appended
                            : appendRest(log, batches, first, appended, origin, leaderEpoch));
        } catch (KafkaStorageException e) {
            throw e;
        } catch (RuntimeException e) {
            Rejection refusal = AppendRefusals.of(e).orElseThrow(() -> e);
            if (log.logEndOffset() > endBefore) {
                // All or nothing: what is before the refused batch goes again. No one has seen it, it is above the high
                // watermark.
                log.truncateTo(endBefore);
            }
            return new Outcome.Rejected<>(refusal);
        }
    }

    /** Kafka takes one batch at a time. */
    private Appended appendRest(
            UnifiedLog log, ByteBuffer batches, int firstSize, Appended first, AppendOrigin origin, int leaderEpoch) {
        var last = first;
        boolean duplicate = first.duplicate();
        int at = batches.position() + firstSize;
        while (at < batches.limit()) {
            int size = BatchHeader.sizeAt(batches, at);
            last = appendOne(log, slice(batches, at, size), origin, leaderEpoch);
            duplicate &= last.duplicate();
            at += size;
        }
        return new Appended(
                first.baseOffset(), last.endOffsetExclusive(), last.appendTimeMs(), last.startOffset(), duplicate);
    }

    private Appended appendOne(UnifiedLog log, ByteBuffer batch, AppendOrigin origin, int leaderEpoch) {
        long endBefore = log.logEndOffset();
        var info = log.appendAsLeader(
                MemoryRecords.readableRecords(batch),
                leaderEpoch,
                kafkaOrigin(origin),
                buffers.get(),
                VerificationGuard.SENTINEL,
                transactionVersion(origin));
        return new Appended(
                info.firstOffset(),
                info.lastOffset() + 1,
                appendTime(log, info),
                log.logStartOffset(),
                info.firstOffset() < endBefore);
    }

    private static long appendTime(UnifiedLog log, LogAppendInfo info) {
        return log.config().messageTimestampType == TimestampType.LOG_APPEND_TIME ? info.logAppendTime() : -1;
    }

    /** The check of a marker's epoch (KIP-1228): the one that takes markers of both versions. */
    private static short transactionVersion(AppendOrigin origin) {
        return switch (origin) {
            case CLIENT -> TransactionVersion.TV_UNKNOWN;
            case COORDINATOR -> TransactionVersion.TV_1.featureLevel();
        };
    }

    private static ByteBuffer slice(ByteBuffer batches, int at, int size) {
        return batches.slice(at, size);
    }

    static org.apache.kafka.storage.internals.log.AppendOrigin kafkaOrigin(AppendOrigin origin) {
        return switch (origin) {
            case CLIENT -> org.apache.kafka.storage.internals.log.AppendOrigin.CLIENT;
            case COORDINATOR -> org.apache.kafka.storage.internals.log.AppendOrigin.COORDINATOR;
        };
    }
}
