package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for all logs from time to time: checkpoints, flushes by time, retention, producers that expire. */
final class Housekeeping implements KafkaPartitionLog.Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Collection<KafkaPartitionLog> logs;
    private final StoreFiles files;
    private final Compactor compactor;
    private final Time time;

    /** Taken to read by a truncation, to write by a checkpoint: so one never sees half of the other. */
    private final ReentrantReadWriteLock truncating = new ReentrantReadWriteLock();

    Housekeeping(Collection<KafkaPartitionLog> logs, StoreFiles files, Compactor compactor, Time time) {
        this.logs = logs;
        this.files = files;
        this.compactor = compactor;
        this.time = time;
    }

    void start(LogScheduler scheduler, StorageOptions options) {
        scheduler.every(options.checkpointInterval(), "checkpoint", this::checkpointUnchecked);
        scheduler.every(options.retentionInterval(), "retention", this::retain);
    }

    private void checkpointUnchecked() {
        try {
            flushByTime();
            checkpoint();
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the checkpoints of the logs", e);
        }
    }

    /** A topic's flush.ms; without one the operating system decides, as in Kafka. */
    private void flushByTime() {
        for (var log : logs) {
            var unified = log.unified();
            if (unified.recoveryPoint() < unified.logEndOffset()
                    && time.milliseconds() - unified.lastFlushTime() >= unified.config().flushMs) {
                try {
                    log.flush();
                } catch (IOException e) {
                    LOG.atError()
                            .addKeyValue("folder", unified.dir())
                            .setCause(e)
                            .log("A log can't be flushed");
                }
            }
        }
    }

    @Override
    public void startOffsetMoved(PartitionId partition, long startOffset) throws IOException {
        checkpoint();
    }

    @Override
    public void truncate(PartitionId partition, long offset, Runnable truncation) throws IOException {
        truncating.readLock().lock();
        try {
            files.lowerRecoveryPoint(partition, offset);
            truncation.run();
            compactor.truncated(partition, offset);
        } finally {
            truncating.readLock().unlock();
        }
    }

    /** Writes recovery points and start offsets. */
    void checkpoint() throws IOException {
        truncating.writeLock().lock();
        try {
            checkpointLocked();
        } finally {
            truncating.writeLock().unlock();
        }
    }

    private void checkpointLocked() throws IOException {
        var recoveryPoints = new HashMap<PartitionId, Long>();
        var startOffsets = new HashMap<PartitionId, Long>();
        for (var log : logs) {
            var unified = log.unified();
            if (unified.recoveryPoint() > 0) {
                recoveryPoints.put(log.id(), unified.recoveryPoint());
            }
            // The first segment's name says the rest.
            long start = unified.logStartOffset();
            if (start > 0 && start > unified.logSegments().getFirst().baseOffset()) {
                startOffsets.put(log.id(), start);
            }
        }
        files.checkpoint(recoveryPoints, startOffsets);
    }

    /** Deletes segments that are too old or too many, and forgets producers that were silent for long. */
    void retain() {
        for (var log : logs) {
            // A log that is being compacted has its turn the next time.
            if (log.maintenance().tryLock()) {
                try {
                    retain(log);
                } finally {
                    log.maintenance().unlock();
                }
            }
        }
    }

    private void retain(KafkaPartitionLog log) {
        if (log.isDeleted()) {
            return;
        }
        try {
            log.unified().removeExpiredProducers(time.milliseconds());
            // A wrong largest time stamp would delete records that are not due.
            log.trust().checkTimes();
            log.unified().deleteOldSegments();
        } catch (CorruptLogException e) {
            LOG.atDebug().setCause(e).log("Retention passes over a damaged log; the damage was logged as it was found");
        } catch (IOException | KafkaStorageException e) {
            LOG.atError().addKeyValue("folder", log.unified().dir()).setCause(e).log("Old segments can't be deleted");
        }
    }
}
