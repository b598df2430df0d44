package org.apache.ratis.server.raftlog.segmented;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.ratis.util.function.CheckedBiFunction;
import org.apache.ratis.util.function.CheckedConsumer;

/**
 * Takes the place of Ratis's class of this name, through which its log files are written: the same bytes, without zeros
 * before them. Ratis 3.3.0 fills with zeros what it will write next, more than it needs, and each sync takes them to
 * the disk (docs/adr/0019-raft-log-without-zeros.md). The class path has this project's jars before Ratis's.
 *
 * <p>For one thread. Bytes gather in the buffer; {@link #flush} writes and syncs them.
 */
final class BufferedWriteChannel implements Closeable {

    private final File file;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private boolean synced = true;

    private BufferedWriteChannel(File file, FileChannel channel, ByteBuffer buffer) {
        this.file = file;
        this.channel = channel;
        this.buffer = buffer;
    }

    /** Opens a file at its end, or empty. */
    static BufferedWriteChannel open(File file, boolean append, ByteBuffer buffer) throws IOException {
        var channel = FileChannel.open(
                file.toPath(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (append) {
                channel.position(channel.size());
            } else {
                channel.truncate(0);
            }
            return new BufferedWriteChannel(file, channel, buffer);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Has {@code write} put exactly so many bytes into the buffer.
     *
     * @throws IOException if the buffer is too small for them, or what was in it can't be written
     */
    void writeToBuffer(int bytes, CheckedConsumer<ByteBuffer, IOException> write) throws IOException {
        if (bytes > buffer.capacity()) {
            throw new IOException(
                    "an entry of " + bytes + " bytes does not fit the log's buffer of " + buffer.capacity() + " bytes");
        }
        if (bytes > buffer.remaining()) {
            drain();
        }
        int before = buffer.position();
        write.accept(buffer);
        if (buffer.position() - before != bytes) {
            throw new IllegalStateException(
                    "an entry of " + bytes + " bytes has " + (buffer.position() - before) + " in " + file);
        }
    }

    /** Writes past the buffer, which must be empty. */
    void writeToChannel(ByteBuffer bytes) throws IOException {
        if (buffer.position() != 0) {
            throw new IllegalStateException("what is in the buffer comes first in " + file);
        }
        write(bytes);
    }

    /** Does nothing: the file grows as it is written. */
    void preallocateIfNecessary(long bytes, CheckedBiFunction<FileChannel, Long, Long, IOException> preallocate) {
        // See the class.
    }

    /** Done when all that was written is on disk. */
    void flush() throws IOException {
        drain();
        if (!synced) {
            channel.force(false);
            synced = true;
        }
    }

    /** As {@link #flush}, in the caller's thread: only then is it known what is on disk when it is done. */
    CompletableFuture<Void> asyncFlush(ExecutorService executor) throws IOException {
        flush();
        return CompletableFuture.completedFuture(null);
    }

    private void drain() throws IOException {
        if (buffer.position() > 0) {
            buffer.flip();
            write(buffer);
            buffer.clear();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        synced = false;
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        // A log that was filled with zeros by Ratis's own class ends where it was written to.
        try (channel) {
            if (channel.isOpen()) {
                channel.truncate(channel.position());
            }
        }
    }

    @Override
    public String toString() {
        return file.getName();
    }
}
