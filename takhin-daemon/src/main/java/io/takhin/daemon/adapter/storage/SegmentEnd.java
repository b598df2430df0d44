package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Finds where a segment ends that was closed in order, by the last entries of its indexes, and checks them on the way.
 * Entries, big-endian:
 *
 * <pre>
 * .index      last offset of a batch - base offset (4)   position of that batch (4)
 * .timeindex  largest time stamp so far (8)              last offset of its batch - base offset (4)
 * </pre>
 */
final class SegmentEnd {

    private static final int OFFSET_ENTRY = 8;
    private static final int TIME_ENTRY = 12;

    private final SegmentFiles segment;
    private final BatchScanner scanner;
    private final ByteBuffer offsets;
    private final ByteBuffer times;

    private SegmentEnd(SegmentFiles segment, BatchScanner scanner) throws IOException {
        this.segment = segment;
        this.scanner = scanner;
        this.offsets = ByteBuffer.wrap(bytes(segment.offsetIndex()));
        this.times = ByteBuffer.wrap(bytes(segment.timeIndex()));
    }

    private static byte[] bytes(Path index) throws IOException {
        try {
            return Files.readAllBytes(index);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** The offset after the last record; empty if an index or the end of the log is not as an orderly end leaves it. */
    static OptionalLong find(SegmentFiles segment, BatchScanner.Rules rules) throws IOException {
        try (var channel = segment.openLog()) {
            long size = channel.size();
            var end = new SegmentEnd(segment, new BatchScanner(channel, size, rules));
            if (end.offsets.limit() % OFFSET_ENTRY != 0 || end.times.limit() % TIME_ENTRY != 0) {
                return OptionalLong.empty();
            }
            if (size == 0) {
                return end.offsets.hasRemaining() || end.times.hasRemaining()
                        ? OptionalLong.empty()
                        : OptionalLong.of(segment.baseOffset());
            }
            return end.lastTimeIsTrue() ? end.walk() : OptionalLong.empty();
        }
    }

    private OptionalLong walk() throws IOException {
        var found = start(offsets.limit() / OFFSET_ENTRY - 1);
        long next = segment.baseOffset();
        while (found instanceof BatchScanner.Batch batch) {
            next = batch.nextOffset();
            found = scanner.after(batch);
        }
        return found instanceof BatchScanner.End ? OptionalLong.of(next) : OptionalLong.empty();
    }

    /** The batch that an entry of the offset index means; without entries the first. */
    private BatchScanner.Finding start(int entry) throws IOException {
        if (entry < 0) {
            return scanner.first(segment.baseOffset());
        }
        long offset = segment.baseOffset() + offsets.getInt(entry * OFFSET_ENTRY);
        int position = offsets.getInt(entry * OFFSET_ENTRY + Integer.BYTES);
        var found = scanner.at(position);
        return found instanceof BatchScanner.Batch batch && batch.lastOffset() != offset
                ? new BatchScanner.Damage(position, "the index is wrong")
                : found;
    }

    private boolean lastTimeIsTrue() throws IOException {
        if (!times.hasRemaining()) {
            // Only records without a time stamp leave none; the whole segment tells.
            return SegmentScan.of(scanner, segment.baseOffset(), _ -> {}).maxTimestampMs() < 0;
        }
        int at = times.limit() - TIME_ENTRY;
        long timestampMs = times.getLong(at);
        long offset = segment.baseOffset() + times.getInt(at + Long.BYTES);
        int entry = offsets.limit() / OFFSET_ENTRY - 1;
        while (entry >= 0 && segment.baseOffset() + offsets.getInt(entry * OFFSET_ENTRY) > offset) {
            entry--;
        }
        var found = start(entry);
        while (found instanceof BatchScanner.Batch batch && batch.lastOffset() < offset) {
            found = scanner.after(batch);
        }
        return found instanceof BatchScanner.Batch batch
                && batch.lastOffset() == offset
                && batch.maxTimestampMs() == timestampMs;
    }
}
