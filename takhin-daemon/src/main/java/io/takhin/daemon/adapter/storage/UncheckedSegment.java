package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A segment that was on disk when the log was opened. What a reader wants of it is checked once, before it is served;
 * what was checked is remembered by position. Entries of its indexes are believed only if the batch they lead to
 * confirms them. Bytes appended since the opening were checked on their way in.
 *
 * <p>One thread at a time: the methods lock.
 */
final class UncheckedSegment {

    private static final Logger LOG = LoggerFactory.getLogger(UncheckedSegment.class);

    private final LogSegment segment;
    private final Supplier<BatchScanner.Rules> rules;
    private final IndexBuilder indexes;

    /** Ranges that are good, by where they start; they do not touch. */
    private final TreeMap<Long, Range> good = new TreeMap<>();

    private final Set<Long> reported = new HashSet<>();
    private long end;
    private boolean timeIndexEndChecked;

    /** A truncation takes the last entry of the time index too; Kafka then finds the largest time stamp by reading. */
    private boolean cut;

    /**
     * Takes a segment.
     *
     * @param segment the segment
     * @param rules what holds for all its batches, as of now
     * @param indexes builds its indexes anew
     */
    UncheckedSegment(LogSegment segment, Supplier<BatchScanner.Rules> rules, IndexBuilder indexes) {
        this.segment = segment;
        this.rules = rules;
        this.indexes = indexes;
        this.end = segment.size();
    }

    /** Builds a segment's offset and time index anew, with no append beside it. */
    @FunctionalInterface
    interface IndexBuilder {
        /** Returns when the indexes are right; the segment has been read from start to end and is good. */
        void rebuild(LogSegment segment, BatchScanner scanner) throws IOException;
    }

    /** Good bytes: what lies between two positions, its first offset, and its last batch. */
    private record Range(long from, long firstOffset, BatchScanner.Batch last) {}

    LogSegment segment() {
        return segment;
    }

    /** Whether all is good. */
    synchronized boolean checked() {
        var first = good.firstEntry();
        return timeIndexEndChecked
                && first != null
                && first.getKey() == 0
                && first.getValue().last().endPosition() >= end;
    }

    /** After a truncation: what comes behind a position is new. */
    synchronized void cutAt(long position) {
        end = Math.min(end, position);
        cut = true;
        good.values().removeIf(range -> range.last().endPosition() > position);
    }

    /**
     * Checks what a read touches: from the batch with {@code offset} on, {@code bytes} bytes and on to the batch with
     * {@code untilOffset}.
     *
     * @return the offset behind the last batch, when the segment ended before {@code offset}; else -1
     * @throws CorruptLogException if a batch there is not as it was written
     */
    synchronized long check(long offset, long untilOffset, long bytes) throws IOException {
        var scanner = scanner();
        var batch = startFor(offset, scanner);
        while (batch.nextOffset() <= offset) {
            switch (scanner.after(batch)) {
                case BatchScanner.Batch next -> batch = next;
                case BatchScanner.End _ -> {
                    return batch.nextOffset();
                }
                case BatchScanner.Damage damage -> throw corrupt(damage, batch.nextOffset());
            }
        }
        long untilPosition = batch.position() + bytes;
        var first = batch;
        var around = good.floorEntry(first.position());
        var last = around != null && around.getValue().last().endPosition() > first.position()
                ? around.getValue().last()
                : first;
        while (last.endPosition() < end && (last.endPosition() < untilPosition || last.lastOffset() < untilOffset)) {
            last = next(scanner, last);
        }
        remember(new Range(first.position(), first.baseOffset(), last));
        return -1;
    }

    /** Checks all and that the next segment goes on where this one ends. */
    synchronized void checkAll(Optional<LogSegment> next) throws IOException {
        check(segment.baseOffset(), -1, end);
        checkTimeIndexEnd();
        if (next.isPresent() && end == segment.size()) {
            checkNext(good.lastEntry().getValue().last().nextOffset(), next.get());
        }
    }

    /** Checks that no record is missing before the next segment. */
    void checkNext(long nextOffset, LogSegment next) throws CorruptLogException {
        if (!rules.get().follows(next.baseOffset(), nextOffset)) {
            throw corrupt(
                    new BatchScanner.Damage(
                            segment.size(), "records before offset " + next.baseOffset() + " are missing behind it"),
                    nextOffset);
        }
    }

    private BatchScanner.Batch next(BatchScanner scanner, BatchScanner.Batch last) throws IOException {
        var known = good.get(last.endPosition());
        if (known != null && rules.get().follows(known.firstOffset(), last.nextOffset())) {
            return known.last();
        }
        return switch (scanner.after(last)) {
            case BatchScanner.Batch next -> next;
            case BatchScanner.End _ ->
                throw corrupt(
                        new BatchScanner.Damage(last.endPosition(), "the file ends too early"), last.nextOffset());
            case BatchScanner.Damage damage -> throw corrupt(damage, last.nextOffset());
        };
    }

    /** Merges a range with those it touches. */
    private void remember(Range range) {
        var merged = range;
        var before = good.floorEntry(range.from());
        if (before != null && before.getValue().last().endPosition() >= range.from()) {
            var last = before.getValue().last().endPosition() > range.last().endPosition()
                    ? before.getValue().last()
                    : range.last();
            merged = new Range(before.getKey(), before.getValue().firstOffset(), last);
        }
        var behind = good.ceilingEntry(merged.from());
        while (behind != null && behind.getKey() <= merged.last().endPosition()) {
            if (behind.getValue().last().endPosition() > merged.last().endPosition()) {
                merged = new Range(
                        merged.from(), merged.firstOffset(), behind.getValue().last());
            }
            good.remove(behind.getKey());
            behind = good.ceilingEntry(merged.from());
        }
        good.put(merged.from(), merged);
    }

    /** The batch from which Kafka would look for an offset, by the index; the index is built anew if it is wrong. */
    private BatchScanner.Batch startFor(long offset, BatchScanner scanner) throws IOException {
        for (boolean rebuilt = false; ; rebuilt = true) {
            var entry = segment.offsetIndex().lookup(offset);
            // Without an entry Kafka starts at the first batch, which is right whatever the index says.
            boolean none = entry.position() == 0;
            var found = none ? scanner.first(segment.baseOffset()) : scanner.at(entry.position());
            if (found instanceof BatchScanner.Batch batch && (none || batch.lastOffset() == entry.offset())) {
                return batch;
            }
            if (rebuilt || none) {
                throw corrupt(
                        found instanceof BatchScanner.Damage damage
                                ? damage
                                : new BatchScanner.Damage(entry.position(), "its index does not lead to a batch"),
                        entry.offset());
            }
            rebuild(segment.offsetIndexFile().toPath());
        }
    }

    /**
     * Checks the largest time stamp of the segment as its time index has it: retention and look-ups by time go by it.
     */
    synchronized void checkTimeIndexEnd() throws IOException {
        if (!timeIndexEndChecked) {
            var last = segment.timeIndex().lastEntry();
            boolean right = last.timestamp() < 0
                    ? cut
                            || SegmentScan.of(scanner(), segment.baseOffset(), _ -> {})
                                            .maxTimestampMs()
                                    < 0
                    : isTrue(last.timestamp(), last.offset());
            if (!right) {
                rebuild(segment.timeIndexFile().toPath());
            }
            timeIndexEndChecked = true;
        }
    }

    /** Checks the entry from which a look-up by time starts; returns the offset where it starts. */
    synchronized long checkTimeIndex(long timestampMs) throws IOException {
        checkTimeIndexEnd();
        var entry = segment.timeIndex().lookup(timestampMs);
        if (entry.timestamp() >= 0 && !isTrue(entry.timestamp(), entry.offset())) {
            rebuild(segment.timeIndexFile().toPath());
            entry = segment.timeIndex().lookup(timestampMs);
        }
        return Math.max(entry.offset(), segment.baseOffset());
    }

    private boolean isTrue(long timestampMs, long offset) throws IOException {
        var scanner = scanner();
        var batch = startFor(offset, scanner);
        while (batch.lastOffset() < offset) {
            if (!(scanner.after(batch) instanceof BatchScanner.Batch next)) {
                return false;
            }
            batch = next;
        }
        return batch.lastOffset() == offset && batch.maxTimestampMs() == timestampMs;
    }

    /** Only a segment that is good can have its indexes built anew. */
    private void rebuild(Path index) throws IOException {
        var scan = SegmentScan.of(scanner(), segment.baseOffset(), _ -> {});
        if (scan.damage().isPresent()) {
            throw corrupt(scan.damage().get(), scan.nextOffset());
        }
        LOG.atWarn()
                .addKeyValue("file", index)
                .log("An index does not match its segment and is built anew; no record is lost");
        indexes.rebuild(segment, scanner());
    }

    private BatchScanner scanner() {
        return new BatchScanner(segment.log().channel(), segment.size(), rules.get());
    }

    /** A refusal; each place is logged once. */
    CorruptLogException corrupt(BatchScanner.Damage damage, long offset) {
        var file = segment.log().file().toPath();
        if (reported.add(damage.position())) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("position", damage.position())
                    .addKeyValue("offset", offset)
                    .log("A segment is damaged, its records from there on are not served: {}", damage.problem());
        }
        return new CorruptLogException(
                file,
                damage.position(),
                offset,
                damage.problem(),
                "Put back a copy of the file while the daemon is stopped, or trim the topic past the damage");
    }
}
