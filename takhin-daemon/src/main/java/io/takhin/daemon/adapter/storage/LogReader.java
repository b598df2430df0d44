package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.core.Rejection.Reason.OFFSET_OUT_OF_RANGE;
import static io.takhin.daemon.core.Rejection.Reason.STORAGE_FAILED;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.server.storage.log.FetchIsolation;
import org.apache.kafka.storage.internals.log.FetchDataInfo;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/**
 * Reads a log, and lets nothing out that was not checked.
 *
 * @param log the log
 * @param trust what of it is checked
 */
record LogReader(UnifiedLog log, LogTrust trust) {

    /**
     * Reads up to the high watermark or the last stable offset.
     *
     * @throws KafkaStorageException if the disk failed
     */
    Outcome<ReadResult> read(ReadRequest request) throws IOException {
        long start = log.logStartOffset();
        long highWatermark = log.highWatermark();
        if (request.offset() < start || request.offset() > highWatermark) {
            return outOfRange(request.offset());
        }
        try {
            long lastStable = log.lastStableOffset();
            if (!trust.complete()) {
                check(request, highWatermark, lastStable);
            }
            var read = log.read(
                    request.offset(), request.bytesMax(), isolation(request.isolation()), request.atLeastOneBatch());
            return Outcome.done(result(read, start, highWatermark, lastStable));
        } catch (CorruptLogException e) {
            return Outcome.reject(STORAGE_FAILED, String.valueOf(e.getMessage()));
        } catch (OffsetOutOfRangeException e) {
            // Retention or a truncation was quicker than this read.
            return outOfRange(request.offset());
        }
    }

    private void check(ReadRequest request, long highWatermark, long lastStable) throws IOException {
        boolean committed = request.isolation() == Isolation.READ_COMMITTED;
        if (request.offset() < (committed ? lastStable : highWatermark)) {
            trust.check(request.offset(), -1, request.bytesMax());
            if (committed && lastStable < highWatermark) {
                // Kafka looks up where in the file this is.
                trust.check(lastStable, -1, 1);
            }
        }
    }

    private static ReadResult result(FetchDataInfo read, long start, long highWatermark, long lastStable) {
        var aborted = read.abortedTransactions
                .map(all -> all.stream()
                        .map(txn -> new ReadResult.AbortedTxn(txn.producerId(), txn.firstOffset()))
                        .toList())
                .orElse(List.of());
        // A first batch that is cut off is of no use: its reader would not get on.
        var slice = read.records instanceof FileRecords file && !read.firstEntryIncomplete
                ? new FileRecordSlice(
                        file.channel(), read.fetchOffsetMetadata.relativePositionInSegment, file.sizeInBytes())
                : RecordSlices.EMPTY;
        return new ReadResult(slice, start, highWatermark, lastStable, aborted);
    }

    private static FetchIsolation isolation(Isolation isolation) {
        return switch (isolation) {
            case READ_UNCOMMITTED -> FetchIsolation.HIGH_WATERMARK;
            case READ_COMMITTED -> FetchIsolation.TXN_COMMITTED;
        };
    }

    /** The refusal of an offset that the log does not have, or no longer. */
    <T> Outcome<T> outOfRange(long offset) {
        return Outcome.reject(
                OFFSET_OUT_OF_RANGE,
                "offset " + offset + " is not in " + log.logStartOffset() + " to " + log.highWatermark());
    }
}
