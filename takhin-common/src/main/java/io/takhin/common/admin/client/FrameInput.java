package io.takhin.common.admin.client;

import io.takhin.common.admin.stream.Frame;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** The frames of a stream's response. One thread reads. */
final class FrameInput {

    private final Link link;
    private final PushbackInputStream body;
    private final DataInputStream data;
    private final Silence silence = new Silence();

    FrameInput(Link link, InputStream body) {
        this.link = link;
        this.body = new PushbackInputStream(body);
        this.data = new DataInputStream(this.body);
    }

    /**
     * Waits for a frame; empty at the end of the stream.
     *
     * @throws SocketTimeoutException when none began by the deadline; it can be read on
     * @throws IOException when the connection is of no use any more
     */
    Optional<Frame> next(Deadline deadline) throws IOException {
        link.deadline(silence.begin(deadline));
        try {
            int first = body.read();
            if (first < 0) {
                return Optional.empty();
            }
            body.unread(first);
        } catch (SocketTimeoutException e) {
            silence.waited(e);
            throw e;
        }
        link.deadline(Deadline.in(Silence.MAX));
        try {
            return Frame.read(data);
        } catch (SocketTimeoutException e) {
            throw new IOException("a frame was torn off", e);
        } finally {
            silence.heard();
        }
    }
}
