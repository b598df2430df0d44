package io.takhin.daemon.core.replica;

import static io.takhin.daemon.core.Rejection.Reason.OUT_OF_ORDER_SEQUENCE;
import static io.takhin.daemon.core.Rejection.Reason.PRODUCER_FENCED;

import io.takhin.daemon.core.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a partition knows of one producer: enough to tell the next batch from a retried one (KIP-98).
 *
 * @param epoch the newest instance that wrote
 * @param batches its newest batches, oldest first, at most {@link #BATCHES_MAX}; empty after a marker of a new epoch
 * @param lastSeenMs when the newest one was proposed, in ms since the epoch, by the leader's clock
 */
public record ProducerState(int epoch, List<Batch> batches, long lastSeenMs) {

    /** How many batches are remembered: as many as a producer may have on their way. */
    public static final int BATCHES_MAX = 5;

    /** Copies the list. */
    public ProducerState {
        batches = List.copyOf(batches);
    }

    /**
     * A batch that is in the log.
     *
     * @param firstSequence its first record's sequence number
     * @param lastSequence its last record's
     * @param baseOffset its first record's offset
     * @param lastOffset its last record's
     */
    public record Batch(int firstSequence, int lastSequence, long baseOffset, long lastOffset) {}

    /** What becomes of a batch. */
    public sealed interface Verdict {
        /** It goes in; the producer's state is then this. */
        record Next(ProducerState state) implements Verdict {}

        /** It is in already. */
        record Duplicate(Batch batch) implements Verdict {}

        /** It does not go in. */
        record Refused(Rejection rejection) implements Verdict {}
    }

    /**
     * Judges a batch that would get {@code baseOffset}. A producer that is not known may start with any sequence
     * number: it may have been silent for so long that it was forgotten (KIP-360).
     */
    public static Verdict judge(@Nullable ProducerState known, BatchHeader batch, long baseOffset, long nowMs) {
        if (batch.control()) {
            return marker(known, batch, nowMs);
        }
        if (known == null) {
            return new Verdict.Next(
                    new ProducerState(batch.producerEpoch(), List.of(written(batch, baseOffset)), nowMs));
        }
        if (batch.producerEpoch() < known.epoch) {
            return refused(
                    PRODUCER_FENCED, batch, "its epoch " + batch.producerEpoch() + " is older than " + known.epoch);
        }
        if (batch.producerEpoch() > known.epoch) {
            return batch.baseSequence() == 0
                    ? new Verdict.Next(
                            new ProducerState(batch.producerEpoch(), List.of(written(batch, baseOffset)), nowMs))
                    : refused(OUT_OF_ORDER_SEQUENCE, batch, "a new epoch starts with sequence number 0");
        }
        for (var earlier : known.batches) {
            if (earlier.firstSequence == batch.baseSequence() && earlier.lastSequence == batch.lastSequence()) {
                return new Verdict.Duplicate(earlier);
            }
        }
        int expected = known.batches.isEmpty() ? 0 : Sequences.next(known.batches.getLast().lastSequence);
        return batch.baseSequence() == expected
                ? new Verdict.Next(known.plus(written(batch, baseOffset), nowMs))
                : refused(OUT_OF_ORDER_SEQUENCE, batch, "the next sequence number is " + expected);
    }

    /** The state after a batch that is in the log already, whatever came before it. */
    static ProducerState after(@Nullable ProducerState known, BatchHeader batch, long baseOffset, long nowMs) {
        var same = known != null && known.epoch == batch.producerEpoch()
                ? known
                : new ProducerState(batch.producerEpoch(), List.of(), nowMs);
        return batch.control()
                ? new ProducerState(same.epoch, same.batches, nowMs)
                : same.plus(written(batch, baseOffset), nowMs);
    }

    /** A marker ends a transaction; it carries no sequence number, and a newer epoch in it fences the older ones. */
    private static Verdict marker(@Nullable ProducerState known, BatchHeader batch, long nowMs) {
        if (known != null && batch.producerEpoch() < known.epoch) {
            return refused(
                    PRODUCER_FENCED, batch, "its epoch " + batch.producerEpoch() + " is older than " + known.epoch);
        }
        var kept = known != null && known.epoch == batch.producerEpoch() ? known.batches : List.<Batch>of();
        return new Verdict.Next(new ProducerState(batch.producerEpoch(), kept, nowMs));
    }

    private ProducerState plus(Batch batch, long nowMs) {
        var all = new ArrayList<>(batches);
        all.add(batch);
        return new ProducerState(epoch, all.subList(Math.max(0, all.size() - BATCHES_MAX), all.size()), nowMs);
    }

    private static Batch written(BatchHeader batch, long baseOffset) {
        return new Batch(batch.baseSequence(), batch.lastSequence(), baseOffset, baseOffset + batch.lastOffsetDelta());
    }

    private static Verdict refused(Rejection.Reason reason, BatchHeader batch, String why) {
        return new Verdict.Refused(new Rejection(
                reason, "producer " + batch.producerId() + ", sequence number " + batch.baseSequence() + ": " + why));
    }
}
