package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.jspecify.annotations.Nullable;

/**
 * Which segments of a log still have bytes that no one has checked since they were read from disk:
 * {@link UncheckedSegment}. A log that was created in this run has none and costs nothing.
 */
final class LogTrust {

    private final UnifiedLog log;

    /** Whether each batch goes on where the one before ended; never again once it is not so. */
    private volatile boolean gapless;

    /** By base offset; replaced, never changed. Empty when all is checked. */
    private volatile TreeMap<Long, UncheckedSegment> unchecked;

    LogTrust(UnifiedLog log, UncheckedSegment.IndexBuilder indexes) {
        this.log = log;
        var all = new TreeMap<Long, UncheckedSegment>();
        this.gapless = !Files.exists(log.dir().toPath().resolve(PartitionFolder.COMPACTED_MARK));
        // Asked anew for each check: appends to the last segment may bring newer epochs.
        Supplier<BatchScanner.Rules> rules =
                () -> new BatchScanner.Rules(gapless, log.latestEpoch().orElse(Integer.MAX_VALUE));
        for (var segment : log.logSegments()) {
            if (segment.size() > 0) {
                all.put(segment.baseOffset(), new UncheckedSegment(segment, rules, indexes));
            }
        }
        this.unchecked = all;
    }

    boolean gapless() {
        return gapless;
    }

    /** From now on offsets can be missing; the folder is marked so. */
    void allowGaps() {
        gapless = false;
    }

    /** Whether nothing needs a check. */
    boolean complete() {
        return unchecked.isEmpty();
    }

    /**
     * Checks what a read from an offset on touches.
     *
     * @param offset where it starts
     * @param untilOffset an offset up to which it goes, -1 for none
     * @param bytes how many bytes it takes
     * @throws CorruptLogException if a batch there is not as it was written, or is missing
     */
    void check(long offset, long untilOffset, long bytes) throws IOException {
        if (complete()) {
            return;
        }
        var segments = log.logSegments(offset, Long.MAX_VALUE);
        boolean behind = true;
        for (int n = 0; behind && n < segments.size(); n++) {
            var entry = known(segments.get(n));
            behind = entry != null && passes(entry, offset, untilOffset, bytes, at(segments, n + 1));
            if (entry != null && entry.checked()) {
                forget(entry);
            }
        }
    }

    private static Optional<LogSegment> at(List<LogSegment> segments, int n) {
        return n < segments.size() ? Optional.of(segments.get(n)) : Optional.empty();
    }

    /**
     * Whether the read goes on in the next segment; only in a compacted log can one end before an offset that belongs
     * to it.
     */
    private static boolean passes(
            UncheckedSegment entry, long offset, long untilOffset, long bytes, Optional<LogSegment> next)
            throws IOException {
        long ended = entry.check(offset, untilOffset, bytes);
        if (ended < 0 || next.isEmpty()) {
            return false;
        }
        entry.checkNext(ended, next.get());
        return true;
    }

    /** Checks the time index of all segments as far as retention and look-ups go by it. */
    void checkTimes() throws IOException {
        for (var entry : List.copyOf(unchecked.values())) {
            if (entry.equals(known(entry.segment()))) {
                entry.checkTimeIndexEnd();
            }
        }
    }

    /**
     * Checks the way that a look-up by time goes: the segment it picks, by the largest time stamps, and the entries of
     * both indexes there.
     *
     * @return the offset where it starts to read, -1 if no segment matches
     */
    long checkTimeLookup(long timestampMs) throws IOException {
        checkTimes();
        for (var segment : log.logSegments()) {
            if (segment.maxTimestampSoFar() >= timestampMs) {
                var entry = known(segment);
                if (entry == null) {
                    return segment.baseOffset();
                }
                long start = Math.max(entry.checkTimeIndex(timestampMs), log.logStartOffset());
                entry.check(start, -1, 1);
                return start;
            }
        }
        return -1;
    }

    /** Checks everything. */
    void checkAll() throws IOException {
        if (complete()) {
            return;
        }
        var segments = log.logSegments();
        for (int n = 0; n < segments.size(); n++) {
            var entry = known(segments.get(n));
            if (entry != null) {
                entry.checkAll(at(segments, n + 1));
                forget(entry);
            }
        }
    }

    /** After a truncation. */
    void truncated() {
        var active = log.activeSegment();
        for (var entry : List.copyOf(unchecked.values())) {
            // One that is empty now has nothing left that was there at the opening, and no first batch to start from.
            if (entry.segment().equals(active) && active.size() > 0) {
                entry.cutAt(active.size());
            } else if (entry.segment().baseOffset() >= active.baseOffset()) {
                forget(entry);
            }
        }
    }

    /** A segment's entry, none for one that the cleaner or an append has made since. */
    private @Nullable UncheckedSegment known(LogSegment segment) {
        var entry = unchecked.get(segment.baseOffset());
        return entry != null && entry.segment().equals(segment) ? entry : null;
    }

    private synchronized void forget(UncheckedSegment entry) {
        var left = new TreeMap<>(unchecked);
        left.remove(entry.segment().baseOffset(), entry);
        unchecked = left;
    }
}
