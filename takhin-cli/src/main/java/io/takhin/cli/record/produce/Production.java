package io.takhin.cli.record.produce;

import io.takhin.cli.record.Progress;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.time.Duration;

/**
 * One run of produce: takes finished batches from the reader and sends them, on the command's thread. A batch that is
 * not full waits some milliseconds for more records, and longer while others are on their way, so that a slow reader
 * does not make a batch of every few records.
 */
final class Production {

    private static final long LINGER_NS = Duration.ofMillis(5).toNanos();
    private static final long BUSY_LINGER_NS = Duration.ofMillis(100).toNanos();
    private static final Duration SETTLE_TIME = Duration.ofSeconds(2);
    private static final Duration FLUSH_TIME = Duration.ofSeconds(5);

    private final Input input;
    private final Destination destination;
    private final Delivery delivery;
    private final Tally tally;
    private final Progress progress;
    private long lastOpenNs = System.nanoTime();

    Production(Input input, Destination destination, Delivery delivery, Tally tally, Progress progress) {
        this.input = input;
        this.destination = destination;
        this.delivery = delivery;
        this.tally = tally;
        this.progress = progress;
    }

    /**
     * Sends everything and waits until the fate of every record is known, or can't be.
     *
     * @throws TakhinException if the input is malformed, or the cluster refuses or is gone; by then the fate of what
     *     was read before is settled as far as it can be
     * @throws InterruptedException if the process is told to end; what was read before is flushed
     */
    void run() throws InterruptedException {
        try {
            input.start();
            pump();
            for (var writer : destination.writers()) {
                writer.awaitAll();
            }
            input.check();
        } catch (InterruptedException e) {
            delivery.endWithin(FLUSH_TIME);
            destination.stop();
            flush();
            throw e;
        } catch (TakhinException e) {
            input.cancel();
            settle(SETTLE_TIME);
            throw withTruth(e);
        } finally {
            input.cancel();
            destination.writers().forEach(TopicWriter::close);
        }
    }

    private void pump() throws InterruptedException {
        while (true) {
            boolean last = input.isDone();
            var batch = destination.poll(last ? 0 : LINGER_NS);
            if (batch != null) {
                batch.writer().send(batch);
            } else if (last) {
                return;
            } else if (isIdle() || System.nanoTime() - lastOpenNs > BUSY_LINGER_NS) {
                sendOpen();
            } else {
                checkOn();
            }
            if (delivery.isOver()) {
                throw TakhinException.of(ErrorCode.DEADLINE, "the time was up before the end of the input");
            }
            progress.at(tally.acked(), tally.ackedBytes());
        }
    }

    private boolean isIdle() {
        return destination.writers().stream().allMatch(TopicWriter::isIdle);
    }

    /** Sends what there is; false if there was nothing. */
    private boolean sendOpen() throws InterruptedException {
        lastOpenNs = System.nanoTime();
        var open = destination.takeOpen();
        for (var batch : open) {
            batch.writer().send(batch);
        }
        checkOn();
        return !open.isEmpty();
    }

    private void checkOn() throws InterruptedException {
        for (var writer : destination.writers()) {
            writer.checkOn();
        }
    }

    /** After an interrupt: sends what was read, in bounded time, and waits for its fate. */
    private void flush() throws InterruptedException {
        try {
            boolean more = true;
            while (more && !delivery.isOver()) {
                var batch = destination.poll(LINGER_NS);
                if (batch != null) {
                    batch.writer().send(batch);
                } else {
                    more = sendOpen();
                }
            }
            settle(FLUSH_TIME);
        } catch (TakhinException e) {
            settle(Duration.ZERO); // told to end anyway; the closing line says what is unknown
        }
    }

    /** The failure with what has become of the records: only now is it known. */
    private TakhinException withTruth(TakhinException e) {
        var applied = tally.unknown() > 0
                ? Applied.UNKNOWN
                : tally.acked() > 0 ? Applied.YES : e.error().applied();
        return new TakhinException(e.error().withApplied(applied), e.getCause());
    }

    private void settle(Duration time) throws InterruptedException {
        for (var writer : destination.writers()) {
            writer.settle(time);
        }
    }
}
