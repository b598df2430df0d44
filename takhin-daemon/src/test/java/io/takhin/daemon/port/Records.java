package io.takhin.daemon.port;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Batches to append, values to read back, and answers to wait for. */
public final class Records {

    /** How long a test waits for anything. */
    public static final long WAIT_SECONDS = 20;

    private Records() {}

    /** One batch of text values. */
    public static ByteBuffer batch(String... values) {
        return batchAt(1_700_000_000_000L, values);
    }

    /** One batch whose records all have this time stamp. */
    public static ByteBuffer batchAt(long timestampMs, String... values) {
        return MemoryRecords.withRecords(Compression.NONE, records(timestampMs, values))
                .buffer();
    }

    /** One batch of an idempotent producer. */
    public static ByteBuffer idempotent(long producerId, int epoch, int sequence, String... values) {
        return MemoryRecords.withIdempotentRecords(
                        Compression.NONE, producerId, (short) epoch, sequence, records(1_700_000_000_000L, values))
                .buffer();
    }

    /** What a producer with acks=all sends. */
    public static AppendRequest durable(ByteBuffer batches) {
        return new AppendRequest(batches, AppendOrigin.CLIENT, true);
    }

    /** Waits for an answer, which must be that it is done. */
    public static <T> T done(CompletableFuture<Outcome<T>> answer) throws Exception {
        return done(answer.get(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    /** What is done. */
    public static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Rejected<T>(var rejection) -> throw new AssertionError(rejection.toString());
            case Outcome.Unknown<T>(var message) -> throw new AssertionError(message);
        };
    }

    /** Waits for an answer, which must be a refusal. */
    public static <T> Rejection.Reason refused(CompletableFuture<Outcome<T>> answer) throws Exception {
        return refused(answer.get(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    /** Why it was refused. */
    public static <T> Rejection.Reason refused(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Rejected<T>(var rejection) -> rejection.reason();
            case Outcome.Done<T>(var value) -> throw new AssertionError("done: " + value);
            case Outcome.Unknown<T>(var message) -> throw new AssertionError(message);
        };
    }

    /** Asks for records from an offset on. */
    public static ReadRequest readAt(long offset) {
        return new ReadRequest(offset, 1 << 20, true, Isolation.READ_UNCOMMITTED);
    }

    /** The values in a result, as {@code offset=value}. */
    public static List<String> valuesIn(ReadResult result) throws IOException {
        var bytes = ByteBuffer.allocate(result.records().sizeBytes());
        result.records().read(bytes, 0);
        var values = new ArrayList<String>();
        for (var record : MemoryRecords.readableRecords(bytes.flip()).records()) {
            values.add(record.offset() + "=" + StandardCharsets.UTF_8.decode(record.value()));
        }
        return values;
    }

    /** All values from an offset to the high watermark. */
    public static List<String> valuesFrom(Backend backend, PartitionId partition, long from) throws Exception {
        var values = new ArrayList<String>();
        long next = from;
        while (true) {
            var result = done(backend.read(partition, readAt(next)));
            if (next >= result.highWatermark()) {
                return values;
            }
            for (var value : valuesIn(result)) {
                long offset = Long.parseLong(value.substring(0, value.indexOf('=')));
                if (offset >= next) {
                    values.add(value);
                    next = offset + 1;
                }
            }
        }
    }

    private static SimpleRecord[] records(long timestampMs, String... values) {
        return Stream.of(values)
                .map(value -> new SimpleRecord(timestampMs, value.getBytes(StandardCharsets.UTF_8)))
                .toArray(SimpleRecord[]::new);
    }
}
