package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.Requests;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The frames of a produce stream. How large a frame is, is known before room is made for it. Between frames a client
 * may take its time; within one it may not.
 */
final class FrameSource {

    private static final int HEADER_BYTES = 5;
    private static final int TICKET_AND_PARTITION_BYTES = 12;
    private static final Duration FRAME_TIMEOUT = Duration.ofSeconds(30);

    private final HttpExchange exchange;
    private final PushbackInputStream body;
    private final DataInputStream data;

    FrameSource(HttpExchange exchange) {
        this.exchange = exchange;
        this.body = new PushbackInputStream(exchange.body(), HEADER_BYTES);
        this.data = new DataInputStream(body);
    }

    /** The JSON of the first frame. */
    byte[] open() throws IOException {
        if (peek(true).orElse(Integer.MAX_VALUE) > Requests.JSON_BYTES_MAX) {
            throw TakhinException.of(ErrorCode.USAGE, "the first frame must be a small message");
        }
        if (Frame.read(data).orElseThrow() instanceof Frame.Message(var json)) {
            return json;
        }
        throw TakhinException.of(ErrorCode.USAGE, "the first frame must be a message");
    }

    /**
     * Waits for a frame of batches and returns how many bytes they take; empty at the end of the stream.
     *
     * @throws TakhinException with BAD_DATA if what comes is no such frame
     */
    OptionalInt awaitBatches() throws IOException {
        exchange.bodyDeadline(Long.MAX_VALUE);
        return peek(false);
    }

    /** Reads the frame that was waited for. */
    Frame.Batches batches() throws IOException {
        if (Frame.read(data).orElseThrow() instanceof Frame.Batches batches) {
            return batches;
        }
        throw new IllegalStateException("no frame of batches was waited for");
    }

    private OptionalInt peek(boolean message) throws IOException {
        int type = body.read();
        if (type < 0) {
            return OptionalInt.empty();
        }
        exchange.bodyDeadline(System.nanoTime() + FRAME_TIMEOUT.toNanos());
        int length = data.readInt();
        body.unread(new byte[] {
            (byte) type, (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        });
        if (message) {
            return type == 1 && length >= 0 ? OptionalInt.of(length) : OptionalInt.empty();
        }
        int bytes = length - TICKET_AND_PARTITION_BYTES;
        if (type != 2 || bytes <= 0 || bytes > Frame.BATCHES_BYTES_MAX) {
            throw TakhinException.of(
                    ErrorCode.BAD_DATA,
                    "after the first, frames hold 1 to " + Frame.BATCHES_BYTES_MAX + " bytes of batches; this is type "
                            + type + " with length " + length);
        }
        return OptionalInt.of(bytes);
    }
}
