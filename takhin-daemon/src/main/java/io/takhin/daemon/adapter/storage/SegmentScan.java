package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.util.Optional;

/**
 * What a segment holds, read from its first byte on.
 *
 * @param goodBytes where the good batches end
 * @param nextOffset the offset after them
 * @param maxTimestampMs their largest time stamp, -1 without any
 * @param damage what comes then, nothing at the end of the file
 */
record SegmentScan(long goodBytes, long nextOffset, long maxTimestampMs, Optional<BatchScanner.Damage> damage) {

    /** Sees the batches of a scan as they come. */
    @FunctionalInterface
    interface Visitor {
        /** One good batch. */
        void batch(BatchScanner.Batch batch);
    }

    static SegmentScan of(SegmentFiles segment, BatchScanner.Rules rules) throws IOException {
        try (var channel = segment.openLog()) {
            return of(new BatchScanner(channel, channel.size(), rules), segment.baseOffset(), _ -> {});
        }
    }

    static SegmentScan of(BatchScanner scanner, long baseOffset, Visitor visitor) throws IOException {
        long good = 0;
        long next = baseOffset;
        long maxTimestampMs = -1;
        var found = scanner.first(baseOffset);
        while (found instanceof BatchScanner.Batch batch) {
            visitor.batch(batch);
            good = batch.endPosition();
            next = batch.nextOffset();
            maxTimestampMs = Math.max(maxTimestampMs, batch.maxTimestampMs());
            found = scanner.after(batch);
        }
        var damage = found instanceof BatchScanner.Damage it ? Optional.of(it) : Optional.<BatchScanner.Damage>empty();
        return new SegmentScan(good, next, maxTimestampMs, damage);
    }
}
