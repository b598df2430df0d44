package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Reads batches one after the other from a segment's file and checks each. Every byte of a batch is covered: those
 * after the CRC by it, base offset and leader epoch by the batch before. One thread.
 */
final class BatchScanner {

    private static final int WINDOW_BYTES = 256 << 10;

    private final FileChannel channel;
    private final long end;
    private final Rules rules;
    private final ByteBuffer window;
    private final CRC32C crc = new CRC32C();
    private long windowStart;

    /**
     * Takes a file.
     *
     * @param channel the file
     * @param end where the batches end in it
     * @param rules what holds for all its batches
     */
    BatchScanner(FileChannel channel, long end, Rules rules) {
        this.channel = channel;
        this.end = end;
        this.rules = rules;
        this.window = ByteBuffer.allocate((int) Math.min(WINDOW_BYTES, Math.max(end, BatchHeader.SIZE)));
        this.window.limit(0);
    }

    /**
     * What holds for the batches of a log.
     *
     * @param gapless whether each batch must go on where the one before ended; in a compacted log it can only lie
     *     behind
     * @param leaderEpochMax the newest leader epoch that was written, the largest int if it is not known
     */
    record Rules(boolean gapless, int leaderEpochMax) {

        /** Whether a batch can start with an offset where another is the next. */
        boolean follows(long offset, long expected) {
            return gapless ? offset == expected : offset >= expected;
        }
    }

    /** What is at a position. */
    sealed interface Finding {}

    /** A batch that is as it was written. */
    record Batch(long position, int size, long baseOffset, long lastOffset, int leaderEpoch, long maxTimestampMs)
            implements Finding {

        long endPosition() {
            return position + size;
        }

        long nextOffset() {
            return lastOffset + 1;
        }
    }

    /** Nothing more. */
    record End() implements Finding {}

    /** Bytes that are no batch, or not the one that was written. */
    record Damage(long position, String problem) implements Finding {}

    /** Checks the batch at a segment's start. */
    Finding first(long segmentBaseOffset) throws IOException {
        var found = at(0);
        if (found instanceof Batch batch && !rules.follows(batch.baseOffset(), segmentBaseOffset)) {
            return new Damage(0, "it starts with offset " + batch.baseOffset() + ", not " + segmentBaseOffset);
        }
        return found;
    }

    /** Checks the batch behind another. */
    Finding after(Batch before) throws IOException {
        var found = at(before.endPosition());
        if (found instanceof Batch batch) {
            if (!rules.follows(batch.baseOffset(), before.nextOffset())) {
                return new Damage(
                        batch.position(),
                        "a batch has offset " + batch.baseOffset() + " where " + before.nextOffset() + " comes next");
            }
            if (batch.leaderEpoch() < before.leaderEpoch()) {
                return new Damage(
                        batch.position(),
                        "a batch has leader epoch " + batch.leaderEpoch() + " after " + before.leaderEpoch());
            }
        }
        return found;
    }

    /** Checks the batch at a position on its own; its base offset and leader epoch are what they claim to be. */
    Finding at(long position) throws IOException {
        long left = end - position;
        if (position < 0 || left < 0) {
            return new Damage(position, "there is no such position in the file");
        }
        if (left == 0) {
            return new End();
        }
        if (left < BatchHeader.SIZE) {
            return new Damage(position, "a batch is cut off after " + left + " bytes");
        }
        if (!load(position, BatchHeader.SIZE)) {
            return new Damage(position, "the file ends too early");
        }
        int at = (int) (position - windowStart);
        long size = (long) window.getInt(at + BatchHeader.LENGTH_AT) + BatchHeader.OVERHEAD;
        if (window.get(at + BatchHeader.MAGIC_AT) != RecordBatch.CURRENT_MAGIC_VALUE || size < BatchHeader.SIZE) {
            return new Damage(position, "no batch starts here");
        }
        if (size > left) {
            return new Damage(position, "a batch of " + size + " bytes is cut off after " + left);
        }
        long baseOffset = window.getLong(at);
        int lastDelta = window.getInt(at + BatchHeader.LAST_DELTA_AT);
        if (baseOffset < 0 || lastDelta < 0) {
            return new Damage(position, "no batch starts here");
        }
        var batch = new Batch(
                position,
                (int) size,
                baseOffset,
                baseOffset + lastDelta,
                window.getInt(at + BatchHeader.EPOCH_AT),
                window.getLong(at + BatchHeader.MAX_TIMESTAMP_AT));
        if (batch.leaderEpoch() < 0 || batch.leaderEpoch() > rules.leaderEpochMax()) {
            return new Damage(position, "a batch has leader epoch " + batch.leaderEpoch() + ", which never was");
        }
        int expected = window.getInt(at + BatchHeader.CRC_AT);
        return checksum(position + BatchHeader.ATTRIBUTES_AT, batch.endPosition()) == expected
                ? batch
                : new Damage(position, "the checksum of the batch with offset " + baseOffset + " does not match");
    }

    private int checksum(long from, long to) throws IOException {
        crc.reset();
        long position = from;
        while (position < to) {
            if (!load(position, 1)) {
                return ~(int) crc.getValue();
            }
            int at = (int) (position - windowStart);
            int count = (int) Math.min(window.limit() - at, to - position);
            crc.update(window.array(), at, count);
            position += count;
        }
        return (int) crc.getValue();
    }

    /** Makes some bytes at a position be in the window; false if the file ends before. */
    private boolean load(long position, int count) throws IOException {
        if (position < windowStart || position + count > windowStart + window.limit()) {
            window.clear();
            windowStart = position;
            while (window.hasRemaining() && channel.read(window, position + window.position()) >= 0) {
                // Reads on until the window is full or the file ends.
            }
            window.flip();
        }
        return position + count <= windowStart + window.limit();
    }
}
