package io.takhin.daemon.adapter.storage;

import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.record.internal.FileRecords.TimestampAndOffset;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/** Finds offsets in a log, as Kafka's ListOffsets does (KIP-79, KIP-734). */
final class OffsetLookup {

    private OffsetLookup() {}

    static OffsetAt find(UnifiedLog log, LogTrust trust, OffsetQuery query) throws IOException {
        return switch (query) {
            case OffsetQuery.Earliest _ -> withEpoch(log, log.logStartOffset());
            case OffsetQuery.Latest(var isolation) -> withEpoch(log, end(log, isolation));
            // Below 0 are Kafka's special values; a record without a time has -1 and matches nothing.
            case OffsetQuery.AtTime(var timestampMs) -> search(log, trust, Math.max(0, timestampMs));
            case OffsetQuery.MaxTimestamp _ -> search(log, trust, ListOffsetsRequest.MAX_TIMESTAMP);
            case OffsetQuery.EndOfEpoch(var epoch) ->
                log.endOffsetForEpoch(epoch)
                        .map(end -> new OffsetAt(Math.min(end.offset(), log.highWatermark()), -1, end.epoch()))
                        .orElse(OffsetAt.NONE);
        };
    }

    private static long end(UnifiedLog log, Isolation isolation) {
        return switch (isolation) {
            case READ_UNCOMMITTED -> log.highWatermark();
            case READ_COMMITTED -> log.lastStableOffset();
        };
    }

    private static OffsetAt withEpoch(UnifiedLog log, long offset) {
        return new OffsetAt(
                offset, -1, log.leaderEpochCache().epochForOffset(offset).orElse(-1));
    }

    private static OffsetAt search(UnifiedLog log, LogTrust trust, long timestampMs) throws IOException {
        if (trust.complete()) {
            return searchUnchecked(log, timestampMs);
        }
        trust.checkTimes();
        long start = timestampMs < 0 ? log.logStartOffset() : trust.checkTimeLookup(timestampMs);
        var found = searchUnchecked(log, timestampMs);
        if (found.offset() >= 0) {
            // The batches that Kafka read through, or at least the one it found.
            trust.check(timestampMs < 0 ? found.offset() : Math.min(start, found.offset()), found.offset(), 1);
        }
        return found;
    }

    private static OffsetAt searchUnchecked(UnifiedLog log, long timestampMs) {
        return log.fetchOffsetByTimestamp(timestampMs, Optional.empty())
                .timestampAndOffsetOpt()
                .filter(it -> it.offset < log.highWatermark())
                .map(OffsetLookup::offsetAt)
                .orElse(OffsetAt.NONE);
    }

    private static OffsetAt offsetAt(TimestampAndOffset found) {
        return new OffsetAt(found.offset, found.timestamp, found.leaderEpoch.orElse(-1));
    }
}
