package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.http.ChunkedOutput;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a produce stream's answers on a thread of its own, all that are there with one flush. */
final class AnswerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);

    private static final long END_TIMEOUT_MS = 30_000;

    private record Queued(ProduceMessage message, boolean answersFrame) {}

    private final HttpExchange exchange;
    private final ChunkedOutput out;
    private final DataOutputStream data;
    private final Semaphore unanswered;

    // An empty one is the end. Bounded by the frames that may be unanswered, and two.
    private final BlockingQueue<Optional<Queued>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    AnswerWriter(HttpExchange exchange, Semaphore unanswered) throws IOException {
        this.exchange = exchange;
        this.unanswered = unanswered;
        this.out = exchange.stream(Streams.FRAMES);
        this.data = new DataOutputStream(out);
        this.thread = Thread.ofVirtual()
                .name(Thread.currentThread().getName() + "-answers")
                .unstarted(this::writeAll);
    }

    /** Tells that the stream is open and begins to write. */
    void open(ProduceMessage.Opened opened) throws IOException {
        write(opened);
        out.flush();
        thread.start();
    }

    /** Queues a frame's answer. Any thread; returns at once. */
    void answer(ProduceMessage message) {
        queue.add(Optional.of(new Queued(message, true)));
    }

    /** Queues a word on the stream as a whole. */
    void say(ProduceMessage message) {
        queue.add(Optional.of(new Queued(message, false)));
    }

    /** Has what is queued sent, and ends the thread. */
    void end() {
        queue.add(Optional.empty());
        try {
            if (!thread.join(Duration.ofMillis(END_TIMEOUT_MS))) {
                exchange.abort();
            }
        } catch (InterruptedException e) {
            exchange.abort();
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        try {
            boolean more = true;
            while (more) {
                var next = queue.poll(Streams.ALIVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    write(new ProduceMessage.Alive());
                }
                while (next != null && more) {
                    more = next.isPresent();
                    if (more) {
                        write(next.get().message());
                        if (next.get().answersFrame()) {
                            unanswered.release();
                        }
                        next = queue.poll();
                    }
                }
                out.flush();
            }
        } catch (IOException e) {
            // The reader of this connection notices too, and ends the stream.
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("produce stream lost");
            exchange.abort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(ProduceMessage message) throws IOException {
        Frame.write(data, new Frame.Message(RecordJson.toBytes(message)));
    }
}
