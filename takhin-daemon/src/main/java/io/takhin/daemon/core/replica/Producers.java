package io.takhin.daemon.core.replica;

import io.takhin.daemon.core.Rejection;
import java.util.List;
import java.util.Map;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The producers of one partition. Immutable, so that a checkpoint takes it as it stands while appends go on.
 *
 * @param byId the producers by id
 */
public record Producers(PMap<Long, ProducerState> byId) {

    /** None. */
    public static final Producers NONE = new Producers(HashTreePMap.empty());

    /** Takes a checkpoint's. */
    public static Producers of(Map<Long, ProducerState> byId) {
        return new Producers(HashTreePMap.from(byId));
    }

    /** What becomes of the batches of one request: all of them go in, or none. */
    public sealed interface Plan {
        /** They go in from {@code baseOffset} on; {@code producers} holds afterwards. */
        record Append(Producers producers, long endOffsetExclusive) implements Plan {}

        /** They are in already. */
        record Duplicate(long baseOffset, long endOffsetExclusive) implements Plan {}

        /** None goes in. */
        record Refused(Rejection rejection) implements Plan {}
    }

    /** Plans the batches of one request, which would start at {@code baseOffset}. */
    public Plan plan(List<BatchHeader> batches, long baseOffset, long nowMs) {
        var after = byId;
        long offset = baseOffset;
        long duplicateBase = -1;
        long duplicateEnd = -1;
        for (var batch : batches) {
            if (batch.idempotent()) {
                switch (ProducerState.judge(after.get(batch.producerId()), batch, offset, nowMs)) {
                    case ProducerState.Verdict.Next(var state) -> after = after.plus(batch.producerId(), state);
                    case ProducerState.Verdict.Refused(var rejection) -> {
                        return new Plan.Refused(rejection);
                    }
                    case ProducerState.Verdict.Duplicate(var earlier) -> {
                        duplicateBase = duplicateBase < 0 ? earlier.baseOffset() : duplicateBase;
                        duplicateEnd = earlier.lastOffset() + 1;
                        continue;
                    }
                }
            }
            offset += batch.lastOffsetDelta() + 1;
        }
        if (duplicateBase < 0) {
            return new Plan.Append(new Producers(after), offset);
        }
        return offset == baseOffset
                ? new Plan.Duplicate(duplicateBase, duplicateEnd)
                : new Plan.Refused(new Rejection(
                        Rejection.Reason.OUT_OF_ORDER_SEQUENCE,
                        "some batches of the request were written before and some were not; send them one by one"));
    }

    /** With a batch that is in the log already, whatever came before it: older records may be gone. */
    public Producers with(BatchHeader batch, long baseOffset, long nowMs) {
        return batch.idempotent()
                ? new Producers(byId.plus(
                        batch.producerId(),
                        ProducerState.after(byId.get(batch.producerId()), batch, baseOffset, nowMs)))
                : this;
    }

    /** Without those that have been silent since before a time, in ms since the epoch. */
    public Producers without(long silentSinceBeforeMs) {
        var kept = byId;
        for (var entry : byId.entrySet()) {
            if (entry.getValue().lastSeenMs() < silentSinceBeforeMs) {
                kept = kept.minus(entry.getKey());
            }
        }
        return kept.size() == byId.size() ? this : new Producers(kept);
    }

    /** Whether {@link #without} would take any out. */
    public boolean anySilentSince(long silentSinceBeforeMs) {
        return byId.values().stream().anyMatch(state -> state.lastSeenMs() < silentSinceBeforeMs);
    }
}
