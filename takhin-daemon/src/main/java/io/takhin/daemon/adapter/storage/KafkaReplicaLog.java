package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import io.takhin.daemon.port.log.ReplicaLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogStartOffsetIncrementReason;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/** A partition's log as a replica keeps it. */
final class KafkaReplicaLog implements ReplicaLog {

    private final KafkaPartitionLog log;
    private final ReplicaValidator validator;

    /**
     * The topic's configs as asked for, with the retention that {@link KafkaReplicaStore} keeps from the log itself.
     */
    private final Supplier<LogConfig> asked;

    KafkaReplicaLog(KafkaPartitionLog log, ReplicaValidator validator, Supplier<LogConfig> asked) {
        this.log = log;
        this.validator = validator;
        this.asked = asked;
    }

    @Override
    public Outcome<Validated> validate(ByteBuffer batches, AppendOrigin origin) {
        return validator.validate(unified().topicPartition(), asked.get(), batches, origin);
    }

    @Override
    public void appendCommitted(ByteBuffer stamped) throws IOException {
        try {
            for (int at = stamped.position(); at < stamped.limit(); ) {
                int size = BatchHeader.sizeAt(stamped, at);
                if (stamped.getLong(at) > endOffset()) {
                    allowGaps();
                }
                append(MemoryRecords.readableRecords(stamped.slice(at, size)));
                at += size;
            }
            unified().updateHighWatermark(unified().logEndOffsetMetadata());
        } catch (KafkaException e) {
            throw failed("append at offset " + endOffset(), e);
        }
    }

    @Override
    public void trimTo(long startOffset) throws IOException {
        if (startOffset <= startOffset()) {
            return;
        }
        try {
            log.cut(() -> {
                unified().maybeIncrementLogStartOffset(startOffset, LogStartOffsetIncrementReason.ClientRecordDeletion);
                // The log's own retention is off, so this deletes what is before the start offset and no more.
                unified().deleteOldSegments();
            });
        } catch (KafkaException e) {
            throw failed("trim to offset " + startOffset, e);
        }
    }

    @Override
    public void restart(long endOffset) throws IOException {
        try {
            if (endOffset < unified().logStartOffset()) {
                log.takeBack(0, () -> unified().truncateFullyAndStartAt(endOffset, Optional.empty()));
            } else if (endOffset < unified().logEndOffset()) {
                // Kafka looks up where in the file this is.
                log.trust().check(endOffset, -1, 1);
                log.takeBack(endOffset, () -> unified().truncateTo(endOffset));
                endAt(endOffset);
            }
            unified().updateHighWatermark(unified().logEndOffsetMetadata());
        } catch (KafkaException e) {
            throw failed("truncation to offset " + endOffset, e);
        }
    }

    /** What was just before the end may have been compacted away; the file has to say by itself where the log ends. */
    private void endAt(long endOffset) throws IOException {
        long written = unified().activeSegment().readNextOffset();
        if (written < endOffset && !log.trust().gapless()) {
            log.takeBack(written, () -> unified().truncateTo(written));
            append(emptyBatch(endOffset - 1));
        }
    }

    @Override
    public void goOnAt(long offset) throws IOException {
        if (offset <= endOffset()) {
            return;
        }
        try {
            allowGaps();
            append(emptyBatch(offset - 1));
            unified().updateHighWatermark(unified().logEndOffsetMetadata());
        } catch (KafkaException e) {
            throw failed("going on at offset " + offset, e);
        }
    }

    /** A batch without records, as compaction itself leaves them. */
    private MemoryRecords emptyBatch(long offset) {
        var batch = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeEmptyHeader(
                batch,
                RecordBatch.CURRENT_MAGIC_VALUE,
                RecordBatch.NO_PRODUCER_ID,
                RecordBatch.NO_PRODUCER_EPOCH,
                RecordBatch.NO_SEQUENCE,
                offset,
                offset,
                unified().latestEpoch().orElse(0),
                TimestampType.CREATE_TIME,
                RecordBatch.NO_TIMESTAMP,
                false,
                false);
        return MemoryRecords.readableRecords(batch.flip());
    }

    private void allowGaps() throws IOException {
        if (log.trust().gapless()) {
            PartitionFolder.markCompacted(unified().dir().toPath());
            log.trust().allowGaps();
        }
    }

    private void append(MemoryRecords records) {
        // Any epoch goes: what is committed is not judged by who led.
        log.writing(() -> unified().appendAsFollower(records, Integer.MAX_VALUE));
    }

    @Override
    public void startAt(long offset) throws IOException {
        try {
            log.takeBack(0, () -> unified().truncateFullyAndStartAt(offset, Optional.empty()));
        } catch (KafkaException e) {
            throw failed("start at offset " + offset, e);
        }
    }

    @Override
    public long retentionPoint(long nowMs) {
        return ReplicaRetention.startOffset(unified(), asked.get(), nowMs);
    }

    @Override
    public boolean mayHaveGaps() {
        return log.mayHaveGaps();
    }

    @Override
    public int batchBytesMax() {
        return unified().config().segmentSize();
    }

    @Override
    public PartitionId id() {
        return log.id();
    }

    @Override
    public Outcome<Appended> append(ByteBuffer batches, AppendOrigin origin, int leaderEpoch) throws IOException {
        return log.append(batches, origin, leaderEpoch);
    }

    @Override
    public void advanceHighWatermark(long offset) throws IOException {
        log.advanceHighWatermark(offset);
    }

    @Override
    public Outcome<ReadResult> read(ReadRequest request) throws IOException {
        return log.read(request);
    }

    @Override
    public OffsetAt offsetAt(OffsetQuery query) throws IOException {
        return log.offsetAt(query);
    }

    @Override
    public Outcome<Long> trim(long beforeOffset) throws IOException {
        return log.trim(beforeOffset);
    }

    @Override
    public void truncate(long offset) throws IOException {
        log.truncate(offset);
    }

    @Override
    public void flush() throws IOException {
        log.flush();
    }

    @Override
    public List<ProducerState> producers() {
        return log.producers();
    }

    @Override
    public long startOffset() {
        return log.startOffset();
    }

    @Override
    public long endOffset() {
        return log.endOffset();
    }

    @Override
    public long highWatermark() {
        return log.highWatermark();
    }

    @Override
    public long lastStableOffset() {
        return log.lastStableOffset();
    }

    @Override
    public long sizeBytes() {
        return log.sizeBytes();
    }

    private UnifiedLog unified() {
        return log.unified();
    }

    private IOException failed(String action, KafkaException e) {
        var kind = e instanceof KafkaStorageException ? " failed in " : " was refused in ";
        return new IOException(action + kind + unified().dir() + ": " + e.getMessage(), e);
    }
}
