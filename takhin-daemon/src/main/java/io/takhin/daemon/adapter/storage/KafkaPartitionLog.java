package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.core.Rejection.Reason.POLICY_VIOLATION;
import static io.takhin.daemon.core.Rejection.Reason.UNKNOWN_PARTITION;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionLog;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.storage.log.FetchIsolation;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.LogStartOffsetIncrementReason;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/**
 * A partition's log on Kafka's {@link UnifiedLog}.
 *
 * <p>After opening the high watermark stands at the start offset: who owns the log knows what is committed and moves it
 * up. Threads that call must not be interrupted: Java closes a file under an interrupted thread.
 */
final class KafkaPartitionLog implements PartitionLog {

    private final PartitionId id;
    private final UnifiedLog log;
    private final LogTasks tasks;
    private final LogAppender appender;
    private final Checkpoints checkpoints;
    private final LogTrust trust;
    private final LogReader reader;

    /** Guards what must not run beside an append: truncation, closing. */
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Held by what rewrites or deletes segments in the background: retention, compaction. Never taken under
     * {@link #writing}.
     */
    private final ReentrantLock maintenance = new ReentrantLock();

    private volatile boolean deleted;

    KafkaPartitionLog(PartitionId id, UnifiedLog log, LogTasks tasks, LogAppender appender, Checkpoints checkpoints) {
        this.id = id;
        this.log = log;
        this.tasks = tasks;
        this.appender = appender;
        this.checkpoints = checkpoints;
        this.trust = new LogTrust(log, this::rebuildIndexes);
        this.reader = new LogReader(log, trust);
    }

    /** What the store keeps on disk about a log. */
    interface Checkpoints {
        /** Returns when the new start offset is on disk. */
        void startOffsetMoved(PartitionId partition, long startOffset) throws IOException;

        /** Truncates between two checkpoints: none on disk says that more was flushed than there is then. */
        void truncate(PartitionId partition, long offset, Runnable truncation) throws IOException;
    }

    @Override
    public PartitionId id() {
        return id;
    }

    UnifiedLog unified() {
        return log;
    }

    ReentrantLock maintenance() {
        return maintenance;
    }

    LogTrust trust() {
        return trust;
    }

    private void rebuildIndexes(LogSegment segment, BatchScanner scanner) throws IOException {
        writing.lock();
        try {
            Indexes.rebuild(segment, scanner, log.config().indexInterval, segment.equals(log.activeSegment()));
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Outcome<Appended> append(ByteBuffer batches, AppendOrigin origin, int leaderEpoch) throws IOException {
        writing.lock();
        try {
            return deleted ? gone() : appender.append(log, batches, origin, leaderEpoch);
        } catch (KafkaStorageException e) {
            throw failed("append at offset " + log.logEndOffset(), e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void advanceHighWatermark(long offset) throws IOException {
        if (offset > log.highWatermark()) {
            var end = log.logEndOffsetMetadata();
            if (offset > end.messageOffset) {
                throw new IllegalArgumentException(
                        "high watermark " + offset + " is beyond the end offset " + end.messageOffset + " of " + id);
            }
            if (offset < end.messageOffset) {
                // Kafka looks up where in the file this is.
                trust.check(offset, -1, 1);
            }
            log.updateHighWatermark(offset);
        }
    }

    @Override
    public Outcome<ReadResult> read(ReadRequest request) throws IOException {
        try {
            return reader.read(request);
        } catch (KafkaStorageException e) {
            if (deleted) {
                return gone();
            }
            throw failed("read at offset " + request.offset(), e);
        }
    }

    @Override
    public OffsetAt offsetAt(OffsetQuery query) throws IOException {
        try {
            return OffsetLookup.find(log, trust, query);
        } catch (KafkaStorageException e) {
            throw failed("look-up of an offset", e);
        }
    }

    @Override
    public Outcome<Long> trim(long beforeOffset) throws IOException {
        if (beforeOffset < 0 || beforeOffset > log.highWatermark()) {
            return reader.outOfRange(beforeOffset);
        }
        if (!log.config().delete) {
            return Outcome.reject(
                    POLICY_VIOLATION, "records can be trimmed only where cleanup.policy has delete; set it first");
        }
        try {
            log.maybeIncrementLogStartOffset(beforeOffset, LogStartOffsetIncrementReason.ClientRecordDeletion);
        } catch (KafkaStorageException e) {
            throw failed("trim to offset " + beforeOffset, e);
        }
        checkpoints.startOffsetMoved(id, log.logStartOffset());
        return Outcome.done(log.logStartOffset());
    }

    @Override
    public void truncate(long offset) throws IOException {
        if (offset >= log.logEndOffset()) {
            return;
        }
        // Not under the lock: a wrong index is built anew under it.
        trust.check(offset, -1, 1);
        maintenance.lock();
        try {
            checkpoints.truncate(id, offset, () -> tasks.truncate(() -> truncateLocked(offset)));
            // Not under the lock, which who checks takes to build an index anew.
            trust.truncated();
        } catch (KafkaStorageException e) {
            throw failed("truncation to offset " + offset, e);
        } finally {
            maintenance.unlock();
        }
    }

    /**
     * Takes back all from an offset on, by {@code truncation}; before that runs, the disk no longer claims that more
     * was flushed.
     */
    void takeBack(long offset, Runnable truncation) throws IOException {
        cut(() -> {
            checkpoints.truncate(id, offset, () -> tasks.truncate(() -> writing(truncation)));
            trust.truncated();
        });
    }

    /** Runs what changes segments, while no index is built anew. */
    void writing(Runnable change) {
        writing.lock();
        try {
            change.run();
        } finally {
            writing.unlock();
        }
    }

    private void truncateLocked(long offset) {
        writing.lock();
        try {
            // Kafka would end the log inside a batch, at an offset that then has no record.
            if (offset < log.logStartOffset() || batchStartOf(offset) != offset) {
                throw new IllegalArgumentException("offset " + offset + " is not a batch's first in " + id);
            }
            log.truncateTo(offset);
        } catch (IOException e) {
            throw new KafkaStorageException(e);
        } finally {
            writing.unlock();
        }
    }

    private long batchStartOf(long offset) throws IOException {
        return log.read(offset, 1, FetchIsolation.LOG_END, false).fetchOffsetMetadata.messageOffset;
    }

    /** A change that takes records away while nothing compacts the log. */
    @FunctionalInterface
    interface Cut {
        /** Does it. */
        void run() throws IOException;
    }

    /** Runs a change that takes records away; compaction gives way to it. */
    void cut(Cut change) throws IOException {
        maintenance.lock();
        try {
            change.run();
        } finally {
            maintenance.unlock();
        }
    }

    /** Whether offsets are missing, or may be any time since the topic is compacted. */
    boolean mayHaveGaps() {
        return !trust.gapless() || log.config().compact;
    }

    @Override
    public void flush() throws IOException {
        try {
            tasks.flush(() -> log.flush(false));
        } catch (KafkaStorageException e) {
            throw failed("flush", e);
        }
    }

    @Override
    public List<ProducerState> producers() {
        return log.activeProducers().stream().map(ProducerStates::of).toList();
    }

    @Override
    public long startOffset() {
        return log.logStartOffset();
    }

    @Override
    public long endOffset() {
        return log.logEndOffset();
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
        return log.size();
    }

    /** Ends appends, retention and compaction; reads that are under way may end. */
    void markDeleted() {
        // A compaction gives way to who waits for this lock.
        maintenance.lock();
        try {
            writing.lock();
            try {
                deleted = true;
            } finally {
                writing.unlock();
            }
        } finally {
            maintenance.unlock();
        }
    }

    boolean isDeleted() {
        return deleted;
    }

    private <T> Outcome<T> gone() {
        return Outcome.reject(UNKNOWN_PARTITION, "the topic was deleted");
    }

    private IOException failed(String action, KafkaStorageException e) {
        return new IOException(action + " failed in " + log.dir() + ": " + e.getMessage(), e);
    }
}
