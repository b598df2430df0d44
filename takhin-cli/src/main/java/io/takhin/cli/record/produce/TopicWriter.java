package io.takhin.cli.record.produce;

import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches into one topic, in order per partition, and gets them there once: what was on its way when a connection
 * broke is sent again with the same producer id and sequence, by which the log knows it.
 *
 * <p>Opened by the thread that reads, from then on used by the thread that sends alone.
 */
final class TopicWriter implements AutoCloseable {

    private static final long BACKOFF_FIRST_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BACKOFF_MAX_NS = TimeUnit.SECONDS.toNanos(1);

    private final AdminClient client;
    private final String topic;
    private final Delivery delivery;
    private final InFlight inFlight;
    private final ProduceMessage.Opened opened;
    private @Nullable ProduceStream stream;

    /** Opens a stream into the topic. */
    TopicWriter(AdminClient client, String topic, Delivery delivery, Tally tally) {
        this.client = client;
        this.topic = topic;
        this.delivery = delivery;
        this.inFlight = new InFlight(tally);
        var first = open(null, System.nanoTime());
        this.stream = first;
        this.opened = first.opened();
    }

    /** What the server said at the beginning. */
    ProduceMessage.Opened opened() {
        return opened;
    }

    /** Sends a batch, once there is room for it. */
    void send(PendingBatch batch) throws InterruptedException {
        while (!inFlight.hasRoom(batch.partition())) {
            awaitProgress();
        }
        checkOn();
        inFlight.add(batch);
        try {
            if (stream != null) {
                stream.send(batch.ticket(), batch.partition(), ByteBuffer.wrap(batch.bytes()));
                return;
            }
        } catch (TakhinException e) {
            recover(e.error());
            return;
        }
        throw new IllegalStateException("the writer is closed");
    }

    /** Waits until the fate of every batch is known, however often the connection breaks meanwhile. */
    void awaitAll() throws InterruptedException {
        while (!inFlight.isEmpty()) {
            awaitProgress();
        }
        checkRefusal();
    }

    /** Looks after the stream; called when there is nothing else to do. */
    void checkOn() throws InterruptedException {
        checkRefusal();
        var interruption = inFlight.takeInterruption();
        if (interruption.isPresent()) {
            recover(interruption.get());
        }
    }

    /** Whether nothing is on its way. */
    boolean isIdle() {
        return inFlight.isEmpty();
    }

    /** Waits a while for what is on its way, and gives up the rest. */
    void settle(Duration time) throws InterruptedException {
        long endNs = System.nanoTime() + time.toNanos();
        for (long leftNs = time.toNanos(); leftNs > 0 && !inFlight.isEmpty(); leftNs = endNs - System.nanoTime()) {
            if (inFlight.takeInterruption().isPresent()) {
                break;
            }
            inFlight.awaitChange(leftNs);
        }
        inFlight.abandon();
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    private void awaitProgress() throws InterruptedException {
        checkOn();
        long leftNs = delivery.leftNs(inFlight.progressNs());
        if (leftNs <= 0) {
            throw unknown("no acknowledgement of topic " + topic + " in time");
        }
        inFlight.awaitChange(leftNs);
    }

    private void checkRefusal() {
        var refusal = inFlight.refusal();
        if (refusal.isPresent()) {
            throw new TakhinException(refusal.get());
        }
    }

    /** Opens another stream and sends again what is on its way, until that works or the time is up. */
    private void recover(AdminError first) throws InterruptedException {
        var cause = first;
        long sinceNs = System.nanoTime();
        long backoffNs = BACKOFF_FIRST_NS;
        while (true) {
            close();
            long leftNs = delivery.leftNs(sinceNs);
            if (leftNs <= backoffNs) {
                throw unknown(cause.message());
            }
            inFlight.pause(backoffNs);
            backoffNs = Math.min(backoffNs * 2, BACKOFF_MAX_NS);
            try {
                resend(open(opened.producerId(), sinceNs));
                return;
            } catch (TakhinException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!e.error().retryable() && e.error().applied() != Applied.UNKNOWN) {
                    throw e;
                }
                cause = e.error();
            }
        }
    }

    private void resend(ProduceStream next) {
        stream = next;
        if (next.opened().producerId() != opened.producerId()
                || next.opened().producerEpoch() != opened.producerEpoch()) {
            throw unknown("the connection broke and the server no longer knows this producer");
        }
        for (var batch : inFlight.all()) {
            next.send(batch.ticket(), batch.partition(), ByteBuffer.wrap(batch.bytes()));
        }
    }

    private ProduceStream open(@Nullable Long producerId, long sinceNs) {
        var timeout = Duration.ofNanos(Math.max(1, delivery.leftNs(sinceNs)));
        return client.produce(new ProduceOpen(topic, delivery.durable(), producerId), inFlight.listen(), timeout);
    }

    private TakhinException unknown(String message) {
        var applied = inFlight.isEmpty() ? Applied.NO : Applied.UNKNOWN;
        inFlight.abandon();
        return new TakhinException(new AdminError(
                ErrorCode.DEADLINE,
                message,
                false,
                applied,
                "see which records arrived: takhin consume " + topic + " --from -10 --to end"));
    }
}
