package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.core.Rejection.Reason.INVALID_RECORD;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.ReplicaLog.Validated;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.PrimitiveRef;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.record.BrokerCompressionType;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogValidator;

/** The checks of a leader's append without the append. One for all logs; any thread may call. */
final class ReplicaValidator {

    private final ThreadLocal<BufferSupplier> buffers = ThreadLocal.withInitial(BufferSupplier::create);
    private final Time time;

    ReplicaValidator(Time time) {
        this.time = time;
    }

    Outcome<Validated> validate(TopicPartition partition, LogConfig config, ByteBuffer batches, AppendOrigin origin) {
        var problem = BatchHeader.problem(batches, config.maxMessageSize());
        if (problem.isPresent()) {
            return new Outcome.Rejected<>(problem.get());
        }
        var checked = new ArrayList<ByteBuffer>(1);
        long appendTimeMs = -1;
        try {
            for (int at = batches.position(); at < batches.limit(); ) {
                int size = BatchHeader.sizeAt(batches, at);
                if (origin == AppendOrigin.CLIENT && batches.getLong(at) != 0) {
                    return Outcome.reject(
                            INVALID_RECORD, "a batch's base offset must be 0, it is " + batches.getLong(at));
                }
                var result = one(partition, config, batches.slice(at, size), origin);
                checked.add(result.validatedRecords().buffer());
                if (config.messageTimestampType == TimestampType.LOG_APPEND_TIME) {
                    appendTimeMs = result.logAppendTimeMs();
                }
                at += size;
            }
        } catch (RuntimeException e) {
            return new Outcome.Rejected<>(AppendRefusals.of(e).orElseThrow(() -> e));
        }
        var whole = joined(checked);
        // Compressing anew may have made it larger.
        return BatchHeader.problem(whole, config.maxMessageSize())
                .<Outcome<Validated>>map(Outcome.Rejected::new)
                .orElse(Outcome.done(new Validated(whole, appendTimeMs)));
    }

    private LogValidator.ValidationResult one(
            TopicPartition partition, LogConfig config, ByteBuffer batch, AppendOrigin origin) {
        var records = MemoryRecords.readableRecords(batch);
        var first = records.batches().iterator().next();
        first.ensureValid();
        var source = CompressionType.forId(first.compressionType().id);
        Compression target = BrokerCompressionType.targetCompression(config.compression, source);
        return new LogValidator(
                        records,
                        partition,
                        time,
                        source,
                        target,
                        config.compact,
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        config.messageTimestampType,
                        config.messageTimestampBeforeMaxMs,
                        config.messageTimestampAfterMaxMs,
                        RecordBatch.NO_PARTITION_LEADER_EPOCH,
                        LogAppender.kafkaOrigin(origin))
                .validateMessagesAndAssignOffsets(PrimitiveRef.ofLong(0), UnmeteredValidation.INSTANCE, buffers.get());
    }

    private static ByteBuffer joined(List<ByteBuffer> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var whole = ByteBuffer.allocate(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(part -> whole.put(part.duplicate()));
        return whole.flip();
    }
}
