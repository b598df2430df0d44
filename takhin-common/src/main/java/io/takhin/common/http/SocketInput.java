package io.takhin.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket's bytes, buffered, each read of which ends by a deadline, however slowly they trickle in. One thread reads.
 *
 * <p>A {@link SocketTimeoutException} loses nothing: with a later deadline the next read goes on where it ended.
 */
public final class SocketInput extends InputStream {

    private static final int BUFFER_BYTES = 16 << 10;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long deadlineNanos = Long.MAX_VALUE;

    /** Reads from a connected socket. */
    public SocketInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Sets when reads end at the latest, by {@link System#nanoTime}; {@link Long#MAX_VALUE} for never. */
    public void deadline(long newDeadlineNanos) {
        deadlineNanos = newDeadlineNanos;
    }

    /** Waits for a byte without taking it; false at the end of the stream. */
    public boolean awaitByte() throws IOException {
        return position < limit || fill();
    }

    @Override
    public int read() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit) {
            if (length >= BUFFER_BYTES) {
                limitWait();
                return in.read(target, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return limit - position;
    }

    private boolean fill() throws IOException {
        limitWait();
        int count = in.read(buffer, 0, BUFFER_BYTES);
        position = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    private void limitWait() throws IOException {
        if (deadlineNanos == Long.MAX_VALUE) {
            socket.setSoTimeout(0);
            return;
        }
        long leftMs = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
            throw new SocketTimeoutException("deadline passed");
        }
        socket.setSoTimeout((int) Math.min(leftMs, Integer.MAX_VALUE));
    }
}
