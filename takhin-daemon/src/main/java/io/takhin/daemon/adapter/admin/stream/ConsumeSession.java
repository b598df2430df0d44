package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.Frame;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Offsets;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One consume stream. Partitions with something to read stand in a queue and get one read each in turn; the others wait
 * for their append signal, which puts them into the queue.
 */
final class ConsumeSession {

    private static final int READ_BYTES = 1 << 20;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final Backend backend;
    private final Isolation isolation;
    private final ConsumeOutput out;

    // Each cursor is in it once at most.
    private final BlockingQueue<Cursor> ready = new LinkedBlockingQueue<>();
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    ConsumeSession(Backend backend, boolean readCommitted, ConsumeOutput out) {
        this.backend = backend;
        this.isolation = Ranges.isolation(readCommitted);
        this.out = out;
    }

    /** Serves the stream until all ends are reached. */
    void run(Ranges.Pinned pinned) throws IOException, InterruptedException {
        out.say(new ConsumeMessage.Opened(pinned.ranges()));
        out.flush();
        var subscriptions = new ArrayList<Subscription>();
        try {
            int open = 0;
            for (var cursor : pinned.cursors()) {
                if (!cursor.done()) {
                    open++;
                    subscriptions.add(backend.onAppend(cursor.partition(), () -> wake(cursor)));
                    wake(cursor);
                }
            }
            serve(open);
            out.say(new ConsumeMessage.Ended());
        } finally {
            subscriptions.forEach(Subscription::close);
        }
    }

    private void wake(Cursor cursor) {
        if (cursor.enqueue()) {
            ready.add(cursor);
        }
    }

    private void serve(int cursors) throws IOException, InterruptedException {
        int open = cursors;
        while (open > 0) {
            var cursor = ready.poll(Streams.ALIVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            if (cursor == null) {
                out.say(new ConsumeMessage.Alive());
                out.flush();
                continue;
            }
            cursor.dequeued();
            if (!cursor.done()) {
                boolean more = turn(cursor);
                if (cursor.done()) {
                    open--;
                } else if (more) {
                    wake(cursor);
                }
            }
            if (ready.isEmpty()) {
                out.flush();
            }
        }
    }

    /** One read; returns whether there may be more to read at once. */
    private boolean turn(Cursor cursor) throws IOException {
        var status = status(cursor);
        // What was deleted meanwhile is gone: retention does not wait for readers.
        cursor.advance(Math.min(status.startOffset(), cursor.endExclusive()));
        if (cursor.done() || cursor.position() >= Offsets.end(status, isolation)) {
            return false;
        }
        var request = new ReadRequest(cursor.position(), READ_BYTES, true, isolation);
        var outcome = Call.within(READ_TIMEOUT).outcome(backend.read(cursor.partition(), request));
        if (outcome instanceof Outcome.Rejected<ReadResult>(Rejection(var reason, var message))
                && reason == Rejection.Reason.OFFSET_OUT_OF_RANGE) {
            // Deleted since the look at the status: look again.
            return true;
        }
        return send(cursor, Call.value(outcome, Applied.NO));
    }

    private PartitionStatus status(Cursor cursor) {
        return switch (backend.status(cursor.partition())) {
            case Outcome.Done<PartitionStatus>(var status) -> status;
            case Outcome.Rejected<PartitionStatus>(Rejection(var reason, var message))
            when reason == Rejection.Reason.UNKNOWN_TOPIC || reason == Rejection.Reason.UNKNOWN_PARTITION ->
                throw TakhinException.of(ErrorCode.NOT_FOUND, cursor.name() + " was deleted");
            case Outcome.Rejected<PartitionStatus> rejected -> Call.value(rejected, Applied.NO);
            case Outcome.Unknown<PartitionStatus> unknown -> Call.value(unknown, Applied.NO);
        };
    }

    private boolean send(Cursor cursor, ReadResult result) throws IOException {
        int size = result.records().sizeBytes();
        if (size == 0) {
            return false;
        }
        room(size);
        result.records().read(buffer, 0);
        buffer.flip();
        long next = new BatchScan(isolation == Isolation.READ_COMMITTED ? result.aborted() : List.of())
                .keep(buffer, cursor.position(), cursor.endExclusive());
        if (next == cursor.position()) {
            throw TakhinException.of(
                    ErrorCode.INTERNAL, cursor.name() + ": no whole batch at offset " + cursor.position());
        }
        if (buffer.hasRemaining()) {
            out.batches(cursor.index(), buffer);
        }
        cursor.advance(next);
        return true;
    }

    private void room(int bytes) {
        if (bytes > Frame.BATCHES_BYTES_MAX) {
            throw TakhinException.of(
                    ErrorCode.INTERNAL, "a batch of " + bytes + " bytes is larger than a frame can be");
        }
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(Math.max(bytes, READ_BYTES));
        }
        buffer.clear().limit(bytes);
    }
}
