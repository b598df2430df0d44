package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import org.apache.kafka.storage.internals.log.LogSegment;

/** Builds the offset and the time index of a segment anew from its batches, as Kafka's recovery does. */
final class Indexes {

    private Indexes() {}

    /**
     * Builds both; nothing may be appended meanwhile. Readers see fewer entries for a while and search longer.
     *
     * @param segment the segment
     * @param scanner reads it; all is known to be good
     * @param intervalBytes about how many bytes lie between entries
     * @param active whether the segment takes appends, so that its indexes keep room
     */
    static void rebuild(LogSegment segment, BatchScanner scanner, int intervalBytes, boolean active)
            throws IOException {
        var offsets = segment.offsetIndex();
        var times = segment.timeIndex();
        offsets.reset();
        times.reset();
        long lastEntryAt = 0;
        long maxTimestampMs = -1;
        long offsetOfMax = segment.baseOffset();
        var found = scanner.first(segment.baseOffset());
        while (found instanceof BatchScanner.Batch batch) {
            if (batch.maxTimestampMs() > maxTimestampMs) {
                maxTimestampMs = batch.maxTimestampMs();
                offsetOfMax = batch.lastOffset();
            }
            if (batch.position() - lastEntryAt > intervalBytes) {
                offsets.append(batch.lastOffset(), Math.toIntExact(batch.position()));
                times.maybeAppend(maxTimestampMs, offsetOfMax);
                lastEntryAt = batch.position();
            }
            found = scanner.after(batch);
        }
        times.maybeAppend(maxTimestampMs, offsetOfMax, true);
        if (!active) {
            offsets.trimToValidSize();
            times.trimToValidSize();
        }
        offsets.flush();
        times.flush();
    }
}
