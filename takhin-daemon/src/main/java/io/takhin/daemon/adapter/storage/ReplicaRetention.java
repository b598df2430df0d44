package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/** What retention asks for, without doing it: the leader proposes it and every replica does the same. */
final class ReplicaRetention {

    private ReplicaRetention() {}

    static long startOffset(UnifiedLog log, LogConfig config, long nowMs) {
        if (!config.delete) {
            return log.logStartOffset();
        }
        try {
            return Math.max(afterTime(log, config.retentionMs, nowMs), afterSize(log, config.retentionSize));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the time stamps of " + log.dir(), e);
        }
    }

    private static long afterTime(UnifiedLog log, long retentionMs, long nowMs) throws IOException {
        if (retentionMs < 0) {
            return log.logStartOffset();
        }
        var old = log.deletableSegments((segment, next) -> nowMs - segment.largestTimestamp() > retentionMs);
        return behind(log, old);
    }

    private static long afterSize(UnifiedLog log, long retentionBytes) throws IOException {
        long excess = retentionBytes < 0 ? 0 : log.size() - retentionBytes;
        if (excess <= 0) {
            return log.logStartOffset();
        }
        var remaining = new long[] {excess};
        var surplus = log.deletableSegments((segment, next) -> {
            remaining[0] -= segment.size();
            return remaining[0] >= 0;
        });
        return behind(log, surplus);
    }

    private static long behind(UnifiedLog log, List<LogSegment> segments) throws IOException {
        return segments.isEmpty()
                ? log.logStartOffset()
                : Math.min(segments.getLast().readNextOffset(), log.highWatermark());
    }
}
