package io.takhin.daemon.adapter.storage;

import io.takhin.daemon.port.log.RecordSlice;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.kafka.common.network.TransferableChannel;

/**
 * A part of a segment's file.
 *
 * @param channel the file
 * @param start where the slice starts in it
 * @param sizeBytes how long it is
 */
record FileRecordSlice(FileChannel channel, long start, int sizeBytes) implements RecordSlice {

    @Override
    public long transferTo(WritableByteChannel target, long position, int count) throws IOException {
        long remaining = sizeBytes - position;
        if (position < 0 || remaining < 0) {
            throw new IndexOutOfBoundsException(position);
        }
        long wanted = Math.min(remaining, count);
        // Kafka's connections take from a file without a copy; Java's own way to send can't tell what they wrap.
        long sent = target instanceof TransferableChannel connection
                ? connection.transferFrom(channel, start + position, wanted)
                : channel.transferTo(start + position, wanted, target);
        if (sent == 0 && wanted > 0 && start + position >= channel.size()) {
            throw cutOff(position);
        }
        return sent;
    }

    @Override
    public void read(ByteBuffer target, int position) throws IOException {
        if (position < 0 || position > sizeBytes) {
            throw new IndexOutOfBoundsException(position);
        }
        int limit = target.limit();
        target.limit(Math.min(limit, target.position() + sizeBytes - position));
        try {
            long from = start + position;
            while (target.hasRemaining()) {
                int count = channel.read(target, from);
                if (count < 0) {
                    throw cutOff(from - start);
                }
                from += count;
            }
        } finally {
            target.limit(limit);
        }
    }

    /**
     * Without consensus only an operator's truncation does this; with it a log is never cut below its high watermark.
     */
    private static EOFException cutOff(long position) {
        return new EOFException("the log was truncated while it was read, at byte " + position + " of a slice");
    }
}
