package io.takhin.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingInputStream;

/**
 * What a person types for a command, until the command ends: a read that is left over then ends too, and does not take
 * what is typed at the next prompt.
 */
final class CommandInput extends InputStream {

    private static final long POLL_MS = 100;

    private final NonBlockingInputStream in;
    private volatile boolean closed;

    CommandInput(Terminal terminal) {
        this.in = NonBlocking.nonBlocking("takhin-command-input", terminal.input());
    }

    @Override
    public int read() throws IOException {
        while (!closed) {
            int next = in.read(POLL_MS);
            if (next != NonBlockingInputStream.READ_EXPIRED) {
                return next;
            }
        }
        return -1;
    }

    /** Gives what is there, as a person types faster than one byte a read only by pasting. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int next = read();
        if (next < 0) {
            return -1;
        }
        bytes[offset] = (byte) next;
        return 1;
    }

    @Override
    public void close() {
        closed = true;
    }
}
