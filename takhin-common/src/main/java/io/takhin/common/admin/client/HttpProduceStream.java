package io.takhin.common.admin.client;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.http.ChunkedOutput;
import io.takhin.common.json.RecordJson;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Frames go up as a chunked request while their fates come down as a chunked response, on one connection. A reader
 * thread hears the answers; it also notices a server that went silent, and closes the connection, which ends a send
 * that blocks.
 */
final class HttpProduceStream implements ProduceStream {

    private static final String WHAT = "produce";
    private static final Duration READER_END_MAX = Duration.ofSeconds(1);

    private final Connector connector;
    private final Link link;
    private final Listener listener;
    private final ChunkedOutput out;
    private final DataOutputStream data;
    private final FrameInput in;
    private final ProduceMessage.Opened opened;
    private final AtomicLong unanswered = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean finishing;
    private volatile @Nullable AdminError lost;

    private HttpProduceStream(Connector connector, Link link, Listener listener, ProduceOpen open, Deadline deadline)
            throws IOException {
        this.connector = connector;
        this.link = link;
        this.listener = listener;
        this.out = new ChunkedOutput(link.channel());
        this.data = new DataOutputStream(out);
        link.send(HttpAdminClient.path(WHAT), deadline, new byte[0], true);
        Frame.write(data, new Frame.Message(RecordJson.toBytes(open)));
        out.flush();
        var response = link.receive(deadline);
        if (!response.ok()) {
            throw new TakhinException(response.error());
        }
        this.in = new FrameInput(link, response.body());
        this.opened = switch (message(deadline)) {
            case ProduceMessage.Opened answer -> answer;
            case ProduceMessage.Failed(var ticket, var error) -> throw new TakhinException(error);
            case ProduceMessage.Acked acked -> throw new IOException("an acknowledgement before the stream is open");
            case ProduceMessage.Alive alive -> throw new IOException("a sign of life before the stream is open");
        };
    }

    static HttpProduceStream open(Connector connector, ProduceOpen open, Listener listener, Deadline deadline) {
        var stream =
                connector.stream(deadline, link -> new HttpProduceStream(connector, link, listener, open, deadline));
        var reader = new Thread(stream::hear, "takhin-produce-" + stream.opened.producerId());
        reader.setDaemon(true);
        reader.start();
        return stream;
    }

    @Override
    public ProduceMessage.Opened opened() {
        return opened;
    }

    @Override
    public void send(long ticket, int partition, ByteBuffer batches) {
        if (finishing) {
            throw new IllegalStateException("finished");
        }
        unanswered.incrementAndGet();
        try {
            Frame.writeBatchesHeader(data, ticket, partition, batches.remaining());
            out.write(batches);
            out.flush();
        } catch (IOException e) {
            // The reader may know why: the server tells before it closes.
            awaitEnd(READER_END_MAX);
            link.close();
            var known = lost;
            throw new TakhinException(
                    known == null ? Failures.lost(link.endpoint(), WHAT, Applied.UNKNOWN, e) : known, e);
        }
    }

    @Override
    public void finish(Duration timeout) {
        finishing = true;
        try {
            out.close();
        } catch (IOException e) {
            awaitEnd(READER_END_MAX);
            link.close();
        }
        boolean heardAll = awaitEnd(timeout);
        var known = lost;
        connector.release(link);
        if (known != null) {
            throw new TakhinException(known);
        }
        if (!heardAll) {
            throw new TakhinException(new AdminError(
                    ErrorCode.DEADLINE,
                    WHAT + ": " + unanswered.get() + " frames were not acknowledged before the deadline",
                    false,
                    Applied.UNKNOWN,
                    "give it longer with --timeout"));
        }
    }

    @Override
    public void close() {
        finishing = true;
        connector.release(link);
    }

    private boolean awaitEnd(Duration timeout) {
        try {
            return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Hands the answers on until the stream ends. */
    private void hear() {
        AdminError error = null;
        try {
            while (error == null) {
                var frame = in.next(Deadline.in(Duration.ofDays(1)));
                if (frame.isEmpty()) {
                    break;
                }
                error = hear(parse(frame.get()));
            }
            if (error == null && (unanswered.get() > 0 || !finishing)) {
                error = Failures.lost(
                        link.endpoint(), WHAT, Applied.UNKNOWN, new IOException("the server ended the stream"));
            }
        } catch (IOException e) {
            error = Failures.lost(link.endpoint(), WHAT, Applied.UNKNOWN, e);
        } finally {
            if (error != null) {
                lost = error;
            }
            link.close();
            ended.countDown();
        }
        if (error != null) {
            listener.lost(error);
        }
    }

    /** Hands one answer on; returns why the stream can't go on, where it can't. */
    private @Nullable AdminError hear(ProduceMessage message) throws IOException {
        switch (message) {
            case ProduceMessage.Acked acked -> {
                unanswered.decrementAndGet();
                listener.acked(acked);
            }
            case ProduceMessage.Failed(var ticket, var error) -> {
                if (ticket < 0) {
                    return error;
                }
                unanswered.decrementAndGet();
                listener.failed(ticket, error);
            }
            case ProduceMessage.Alive alive -> {
                // That it came is all it says.
            }
            case ProduceMessage.Opened again -> throw new IOException("the stream was opened twice");
        }
        return null;
    }

    private ProduceMessage message(Deadline deadline) throws IOException {
        return parse(in.next(deadline).orElseThrow(() -> new IOException("the server ended the stream")));
    }

    private static ProduceMessage parse(Frame frame) throws IOException {
        if (frame instanceof Frame.Message(var json)) {
            return Messages.read(json, ProduceMessage.class);
        }
        throw new IOException("batches came down a produce stream");
    }
}
