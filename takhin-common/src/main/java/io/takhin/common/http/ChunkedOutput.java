package io.takhin.common.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * A chunked body on its way out (RFC 9112 §7.1). Small writes gather in a buffer until {@link #flush}; large ones go
 * out as chunks of their own without a copy. {@link #close} ends the body and leaves the channel open. One thread
 * writes.
 */
public final class ChunkedOutput extends OutputStream {

    private static final int BUFFER_BYTES = 16 << 10;

    /** The line behind the chunk before, eight hex digits, CR LF. */
    private static final int HEAD_BYTES = 12;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private boolean behindChunk;
    private boolean closed;

    /** Writes to a channel that blocks. */
    public ChunkedOutput(WritableByteChannel channel) {
        this.channel = channel;
        buffer.position(HEAD_BYTES);
    }

    @Override
    public void write(int b) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        write(ByteBuffer.wrap(source, offset, length));
    }

    /** Writes the bytes from position to limit. */
    public void write(ByteBuffer source) throws IOException {
        if (source.remaining() > buffer.remaining()) {
            flush();
        }
        if (source.remaining() <= buffer.remaining()) {
            buffer.put(source);
        } else {
            drain(head(new byte[HEAD_BYTES], source.remaining()));
            drain(source);
        }
    }

    @Override
    public void flush() throws IOException {
        int length = buffer.position() - HEAD_BYTES;
        if (length > 0) {
            var head = head(buffer.array(), length);
            int end = buffer.position();
            drain(buffer.position(head.position()).limit(end));
            buffer.clear().position(HEAD_BYTES);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            flush();
            drain(ByteBuffer.wrap((behindChunk ? "\r\n0\r\n\r\n" : "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Puts a chunk's size line, with the end of the chunk before it, at the end of the first bytes of an array. */
    private ByteBuffer head(byte[] target, int length) {
        int at = HEAD_BYTES;
        target[--at] = '\n';
        target[--at] = '\r';
        for (int rest = length; rest != 0; rest >>>= 4) {
            target[--at] = (byte) Character.forDigit(rest & 15, 16);
        }
        if (behindChunk) {
            target[--at] = '\n';
            target[--at] = '\r';
        }
        behindChunk = true;
        return ByteBuffer.wrap(target, at, HEAD_BYTES - at);
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
