package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.replica.BatchHeader;
import io.takhin.daemon.core.replica.Producers;
import io.takhin.daemon.core.replica.Producers.Plan;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.ReplicaLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One append to a partition, as every replica does it: what comes out follows from the log and its producers alone. */
final class Appending {

    private final ReplicaLog log;
    private final Producers producers;
    private Optional<Producers> after = Optional.empty();

    Appending(ReplicaLog log, Producers producers) {
        this.log = log;
        this.producers = producers;
    }

    /** The producers behind the append, if it changed them. */
    Optional<Producers> producers() {
        return after;
    }

    /** Appends batches, unless they are too large, out of order or there already; their headers are stamped. */
    Outcome<Appended> append(ByteBuffer batches, int leaderEpoch, long nowMs) throws IOException {
        var headers = BatchHeader.readAll(batches);
        for (var header : headers) {
            if (header.sizeBytes() > log.batchBytesMax()) {
                return Outcome.reject(
                        Reason.RECORD_TOO_LARGE,
                        "a batch of " + header.sizeBytes() + " bytes is larger than the topic's segment.bytes, "
                                + log.batchBytesMax());
            }
        }
        long end = log.endOffset();
        return switch (producers.plan(headers, end, nowMs)) {
            case Plan.Refused(var rejection) -> new Outcome.Rejected<>(rejection);
            case Plan.Duplicate(var base, var endExclusive) ->
                Outcome.done(new Appended(base, endExclusive, -1, log.startOffset(), true));
            case Plan.Append(var producersAfter, var endExclusive) -> {
                write(batches, headers, leaderEpoch);
                if (headers.stream().anyMatch(BatchHeader::idempotent)) {
                    after = Optional.of(producersAfter);
                }
                yield Outcome.done(new Appended(end, endExclusive, -1, log.startOffset(), false));
            }
        };
    }

    private void write(ByteBuffer batches, List<BatchHeader> headers, int leaderEpoch) throws IOException {
        long offset = log.endOffset();
        for (var header : headers) {
            header.stamp(batches, offset, leaderEpoch);
            offset += header.lastOffsetDelta() + 1;
        }
        log.appendCommitted(batches);
        if (log.endOffset() != offset) {
            throw new IOException(
                    "partition " + log.id() + " ends at " + log.endOffset() + " where " + offset + " is due");
        }
    }
}
