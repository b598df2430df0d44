package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Rejections;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One produce stream: the connection's thread reads frames and hands them to the backend, many under way at once; the
 * {@link AnswerWriter}'s thread sends their fates in the order they become known.
 */
final class ProduceSession {

    private static final int FRAMES_MAX = 4096;
    private static final long ROOM_TIMEOUT_MS = 60_000;

    private final HttpExchange exchange;
    private final Backend backend;
    private final TopicId topic;
    private final boolean durable;
    private final FrameSource frames;
    private final ByteBudget bytes;

    // One for each frame from its arrival until its answer is sent: what bounds the queue of answers.
    private final Semaphore unanswered = new Semaphore(FRAMES_MAX);

    ProduceSession(
            HttpExchange exchange,
            Backend backend,
            TopicId topic,
            boolean durable,
            FrameSource frames,
            ByteBudget bytes) {
        this.exchange = exchange;
        this.backend = backend;
        this.topic = topic;
        this.durable = durable;
        this.frames = frames;
        this.bytes = bytes;
    }

    /** Serves the stream to its end. */
    void run(ProduceMessage.Opened opened) throws IOException {
        var answers = new AnswerWriter(exchange, unanswered);
        answers.open(opened);
        boolean orderly = false;
        try {
            readAll(answers);
            orderly = awaitAnswers();
            if (!orderly) {
                answers.say(
                        new ProduceMessage.Failed(-1, Call.unknown("frames got no answer in time", Applied.UNKNOWN)));
            }
        } catch (TakhinException e) {
            answers.say(new ProduceMessage.Failed(-1, e.error()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!orderly) {
                exchange.closeAfter();
            }
            answers.end();
        }
    }

    private boolean awaitAnswers() throws InterruptedException {
        return unanswered.tryAcquire(FRAMES_MAX, ROOM_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private void readAll(AnswerWriter answers) throws IOException, InterruptedException {
        while (true) {
            var size = frames.awaitBatches();
            if (size.isEmpty()) {
                return;
            }
            int taken = size.getAsInt();
            if (!unanswered.tryAcquire(ROOM_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                throw overloaded();
            }
            if (!bytes.take(taken, ROOM_TIMEOUT_MS)) {
                unanswered.release();
                throw overloaded();
            }
            boolean handedOver = false;
            try {
                append(frames.batches(), taken, answers);
                handedOver = true;
            } finally {
                if (!handedOver) {
                    bytes.giveBack(taken);
                }
            }
        }
    }

    private static TakhinException overloaded() {
        return TakhinException.of(ErrorCode.OVERLOADED, "the log does not keep up: no room for another frame");
    }

    private void append(Frame.Batches frame, int taken, AnswerWriter answers) {
        if (frame.partition() < 0) {
            bytes.giveBack(taken);
            answers.answer(new ProduceMessage.Failed(
                    frame.ticket(), AdminError.of(ErrorCode.USAGE, "partition " + frame.partition() + " is negative")));
            return;
        }
        var request = new AppendRequest(frame.batches(), AppendOrigin.CLIENT, durable);
        // Runs on a thread of the backend: it only queues.
        var _ = backend.append(new PartitionId(topic, frame.partition()), request)
                .whenComplete((outcome, fault) -> {
                    bytes.giveBack(taken);
                    answers.answer(answer(frame, outcome, fault));
                });
    }

    private static ProduceMessage answer(
            Frame.Batches frame, @Nullable Outcome<Appended> outcome, @Nullable Throwable fault) {
        return switch (outcome) {
            case null ->
                new ProduceMessage.Failed(
                        frame.ticket(),
                        Call.fault(fault == null ? new IOException("no outcome") : fault, Applied.UNKNOWN));
            case Outcome.Done<Appended>(var appended) ->
                new ProduceMessage.Acked(frame.ticket(), frame.partition(), appended.baseOffset());
            case Outcome.Rejected<Appended>(var rejection) ->
                new ProduceMessage.Failed(frame.ticket(), Rejections.error(rejection));
            case Outcome.Unknown<Appended>(var message) ->
                new ProduceMessage.Failed(frame.ticket(), Call.unknown(message, Applied.UNKNOWN));
        };
    }
}
