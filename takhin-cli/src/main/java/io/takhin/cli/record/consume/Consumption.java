package io.takhin.cli.record.consume;

import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Text;
import io.takhin.cli.record.Progress;
import io.takhin.cli.record.batch.BatchReader;
import io.takhin.cli.record.data.ByteSink;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.RecordWriter;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.client.ConsumeStream;
import io.takhin.common.admin.stream.ConsumeMessage.Range;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.Frame;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of consume. Output is flushed when no record is waiting, not after each. Used by one thread. */
final class Consumption {

    private static final int OUT_BYTES = 1 << 18;
    private static final Duration BUSY = Duration.ofMillis(2);
    private static final Duration IDLE_MAX = Duration.ofHours(1);

    private final Invocation invocation;
    private final OutputStream out;
    private final RecordWriter writer;
    private final long countMax;
    private final Optional<Duration> timeout;
    private final Progress progress;
    private final long deadlineNs;
    private final BatchReader reader = new BatchReader();
    private final PassingRecord record = new PassingRecord();
    private final ByteSink sink = new ByteSink(OUT_BYTES);
    private long count;
    private long bytes;

    Consumption(Invocation invocation, RecordWriter writer, Optional<Long> countMax, Optional<Duration> timeout) {
        this.invocation = invocation;
        this.out = invocation.console().out();
        this.writer = writer;
        this.countMax = countMax.orElse(Long.MAX_VALUE);
        this.timeout = timeout;
        this.progress = new Progress(invocation, "consumed", 0);
        this.deadlineNs = invocation.console().nanoTime().getAsLong()
                + timeout.orElse(Duration.ZERO).toNanos();
    }

    void run(AdminClient client, ConsumeRequest request, Duration openTimeout)
            throws IOException, InterruptedException {
        try (var stream = client.consume(request, openTimeout)) {
            if (!copy(stream)) {
                tooLate(request);
            }
        } catch (TakhinException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        } finally {
            flush();
            progress.end(count, bytes, false);
        }
    }

    /** Copies records until all are there; false if the time was up before. */
    private boolean copy(ConsumeStream stream) throws IOException, InterruptedException {
        var ranges = stream.opened().ranges();
        while (true) {
            var frame = next(stream);
            if (frame == null) {
                return false;
            }
            if (frame.isEmpty() || print(frame.get(), ranges)) {
                return true;
            }
            progress.at(count, bytes);
        }
    }

    /** The next batches, empty at the end, null when the time is up. Flushes before it waits for long. */
    @SuppressWarnings({"OptionalAssignedToNull", "NullableOptional"}) // three answers, of which two are the stream's
    private @Nullable Optional<Frame.Batches> next(ConsumeStream stream) throws IOException, InterruptedException {
        var wait = BUSY;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long leftNs = deadlineNs - invocation.console().nanoTime().getAsLong();
            if (timeout.isPresent() && leftNs <= 0) {
                return null;
            }
            if (timeout.isPresent() && wait.toNanos() > leftNs) {
                wait = Duration.ofNanos(leftNs);
            }
            try {
                return stream.next(wait);
            } catch (TakhinException e) {
                if (e.error().code() != ErrorCode.DEADLINE) {
                    throw e;
                }
                flush();
                wait = IDLE_MAX;
            }
        }
    }

    /** Prints what is in range; true when enough records are printed. */
    private boolean print(Frame.Batches frame, List<Range> ranges) throws IOException {
        var range = ranges.get(frame.partition());
        long end = range.end() == null ? Long.MAX_VALUE : range.end();
        record.topic().set(range.topic().getBytes(StandardCharsets.UTF_8));
        record.partition(range.partition());
        reader.reset(frame.batches());
        while (next(range)) {
            if (record.offset() >= range.start() && record.offset() < end) {
                int before = sink.size();
                writer.write(record, sink);
                bytes += sink.size() - before;
                count++;
                if (count == countMax) {
                    return true;
                }
                if (sink.size() >= OUT_BYTES) {
                    sink.drainTo(out);
                }
            }
        }
        return false;
    }

    private boolean next(Range range) throws IOException {
        try {
            return reader.next(record);
        } catch (IOException e) {
            flush();
            var message = "topic " + range.topic() + ", partition " + range.partition() + ": " + e.getMessage();
            throw new TakhinException(
                    AdminError.of(ErrorCode.BAD_DATA, message).withHint("see: takhin topic describe " + range.topic()),
                    e);
        }
    }

    private void flush() throws IOException {
        sink.drainTo(out);
        out.flush();
    }

    /** The time is up. That is a failure only if something definite was asked for. */
    private void tooLate(ConsumeRequest request) {
        var time = Text.duration(timeout.orElseThrow());
        if (countMax < Long.MAX_VALUE) {
            throw TakhinException.of(
                    ErrorCode.DEADLINE,
                    "only " + count + " of " + Text.count(countMax, "record") + " came within " + time);
        }
        if (request.to() != null) {
            throw TakhinException.of(
                    ErrorCode.DEADLINE,
                    "the end was not reached within " + time + ", after " + Text.count(count, "record"));
        }
    }
}
