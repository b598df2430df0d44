package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.LogToClean;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/** Decides whether a log is to be compacted and which part of it, by Kafka's rules. */
final class CleaningPlan {

    private CleaningPlan() {}

    /**
     * What to clean of a log, nothing if it is clean enough.
     *
     * @param log the log, all of it checked
     * @param cleanedUpTo where the last cleaning ended
     * @param nowMs the time
     */
    static Optional<LogToClean> of(UnifiedLog log, long cleanedUpTo, long nowMs) throws IOException {
        long start = log.logStartOffset();
        boolean valid = cleanedUpTo >= start && cleanedUpTo <= log.logEndOffset();
        long firstDirty = valid ? cleanedUpTo : start;
        long firstUncleanable = Math.max(firstDirty, firstUncleanable(log, firstDirty, nowMs));
        boolean overdue = overdue(log, firstDirty, nowMs);
        var plan = new LogToClean(log, firstDirty, firstUncleanable, overdue);
        boolean due = (overdue && plan.cleanableBytes() > 0)
                || (plan.totalBytes() > 0 && plan.cleanableRatio() > log.config().minCleanableRatio);
        return due ? Optional.of(plan) : Optional.empty();
    }

    /** Not the active segment, nothing undecided, nothing younger than the topic's min.compaction.lag.ms. */
    private static long firstUncleanable(UnifiedLog log, long firstDirty, long nowMs) throws IOException {
        long end = Math.min(log.lastStableOffset(), log.activeSegment().baseOffset());
        long lagMs = log.config().compactionLagMs;
        if (lagMs > 0) {
            for (var segment : log.nonActiveLogSegmentsFrom(firstDirty)) {
                if (segment.largestTimestamp() > nowMs - lagMs) {
                    return Math.min(end, segment.baseOffset());
                }
            }
        }
        return end;
    }

    /** Whether a dirty record is older than the topic's max.compaction.lag.ms. */
    private static boolean overdue(UnifiedLog log, long firstDirty, long nowMs) {
        long dueBeforeMs = nowMs - Math.max(0, log.config().maxCompactionLagMs);
        return log.nonActiveLogSegmentsFrom(firstDirty).stream()
                .mapToLong(LogSegment::getFirstBatchTimestamp)
                .anyMatch(timestampMs -> timestampMs > 0 && timestampMs < dueBeforeMs);
    }
}
