package io.takhin.daemon.adapter.kafka.txn;

import static org.apache.kafka.coordinator.transaction.TransactionState.COMPLETE_ABORT;
import static org.apache.kafka.coordinator.transaction.TransactionState.COMPLETE_COMMIT;
import static org.apache.kafka.coordinator.transaction.TransactionState.EMPTY;
import static org.apache.kafka.coordinator.transaction.TransactionState.ONGOING;
import static org.apache.kafka.coordinator.transaction.TransactionState.PREPARE_ABORT;
import static org.apache.kafka.coordinator.transaction.TransactionState.PREPARE_COMMIT;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.server.common.TransactionVersion;
import org.jspecify.annotations.Nullable;

/**
 * The rules of transactions (KIP-98, KIP-360, KIP-890), as functions of a transaction's state and a request: no clock,
 * no log, no thread. The answers are those of Kafka's coordinator.
 */
final class TxnMachine {

    private TxnMachine() {}

    /**
     * Who asks, as the client names itself.
     *
     * @param id its producer id, -1 if it has none
     * @param epoch its epoch, -1 if it has none
     */
    record Caller(long id, short epoch) {

        /** A producer that starts anew. */
        static final Caller NEW = new Caller(RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH);

        boolean isNew() {
            return id == RecordBatch.NO_PRODUCER_ID;
        }
    }

    /**
     * InitProducerId: hands out the next epoch, which fences all before; an open transaction is aborted first.
     *
     * @param freshId a producer id never used, -1 if none was drawn
     */
    static Verdict init(@Nullable Txn found, String id, int timeoutMs, Caller caller, long freshId, long nowMs) {
        var txn = found == null ? unborn(id, freshId, timeoutMs, nowMs) : Optional.of(found);
        if (txn.isEmpty()) {
            return new Verdict.NeedsProducerId();
        }
        var current = txn.get();
        if (!knows(current.producer(), caller)) {
            return new Verdict.Refuse(Errors.PRODUCER_FENCED);
        }
        return switch (current.state()) {
            case PREPARE_ABORT, PREPARE_COMMIT -> new Verdict.Refuse(Errors.CONCURRENT_TRANSACTIONS);
            // The client asks again and then gets an epoch of its own.
            case ONGOING -> new Verdict.Change(fenced(current, nowMs), Errors.CONCURRENT_TRANSACTIONS);
            case EMPTY, COMPLETE_ABORT, COMPLETE_COMMIT -> nextEpoch(current, timeoutMs, caller, freshId, nowMs);
            case DEAD, PREPARE_EPOCH_FENCE -> throw impossible(current);
        };
    }

    /** AddPartitionsToTxn: opens a transaction or widens it. */
    static Verdict add(
            @Nullable Txn txn, Caller caller, Set<TopicPartition> partitions, TransactionVersion version, long nowMs) {
        var refusal = refusal(txn, caller);
        if (txn == null || refusal != Errors.NONE) {
            return new Verdict.Refuse(refusal);
        }
        if (txn.state() == ONGOING && txn.partitions().containsAll(partitions)) {
            return new Verdict.Keep(txn);
        }
        var all = new HashSet<>(txn.state() == ONGOING ? txn.partitions() : Set.of());
        all.addAll(partitions);
        return new Verdict.Change(
                txn.with(ONGOING, txn.producer().withNext(RecordBatch.NO_PRODUCER_ID), nowMs)
                        .withPartitions(all)
                        .withStart(txn.state() == ONGOING ? txn.startMs() : nowMs)
                        .withVersion(version),
                Errors.NONE);
    }

    /** Why a caller may not write within the transaction, NONE if it may: the check before an append (KIP-890). */
    static Errors refusal(@Nullable Txn txn, Caller caller) {
        if (txn == null || txn.producer().id() != caller.id()) {
            return Errors.INVALID_PRODUCER_ID_MAPPING;
        }
        if (txn.producer().epoch() != caller.epoch()) {
            return Errors.PRODUCER_FENCED;
        }
        return txn.preparing() ? Errors.CONCURRENT_TRANSACTIONS : Errors.NONE;
    }

    /**
     * EndTxn: decides to commit or abort; the markers follow.
     *
     * @param version what the client speaks; with 2 an abort of nothing is allowed, for the client can't always know
     * @param freshId a producer id never used, -1 if none was drawn
     */
    static Verdict end(
            @Nullable Txn txn,
            Caller caller,
            TransactionResult result,
            TransactionVersion version,
            long freshId,
            long nowMs) {
        if (txn == null) {
            return new Verdict.Refuse(Errors.INVALID_PRODUCER_ID_MAPPING);
        }
        var producer = txn.producer();
        boolean bumps = txn.version().supportsEpochBump();
        boolean retryAfterRotation = bumps
                && producer.previousId() == caller.id()
                && caller.epoch() == Short.MAX_VALUE - 1
                && producer.epoch() == 0;
        boolean retry = retryAfterRotation || (bumps && producer.epoch() == caller.epoch() + 1);
        if (producer.id() != caller.id() && !retryAfterRotation) {
            return new Verdict.Refuse(Errors.INVALID_PRODUCER_ID_MAPPING);
        }
        if (!validEpoch(txn, caller, retry)) {
            return new Verdict.Refuse(Errors.PRODUCER_FENCED);
        }
        if (bumps && !retry && txn.preparing()) {
            // The end of the next transaction, from a client that was fast: it was told its epoch before the markers
            // are
            // written. Kafka fences it.
            return new Verdict.Refuse(Errors.CONCURRENT_TRANSACTIONS);
        }
        boolean commit = result == TransactionResult.COMMIT;
        boolean abortsNothing = !commit && !retry && version.supportsEpochBump();
        return switch (txn.state()) {
            case ONGOING -> prepare(txn, commit ? PREPARE_COMMIT : PREPARE_ABORT, version, freshId, nowMs);
            case PREPARE_COMMIT ->
                new Verdict.Refuse(commit ? Errors.CONCURRENT_TRANSACTIONS : Errors.INVALID_TXN_STATE);
            case PREPARE_ABORT ->
                new Verdict.Refuse(commit ? Errors.INVALID_TXN_STATE : Errors.CONCURRENT_TRANSACTIONS);
            case COMPLETE_COMMIT -> {
                if (abortsNothing) {
                    yield prepare(txn, PREPARE_ABORT, version, freshId, nowMs);
                }
                yield commit && (retry || !bumps)
                        ? new Verdict.Keep(txn)
                        : new Verdict.Refuse(Errors.INVALID_TXN_STATE);
            }
            case COMPLETE_ABORT -> {
                if (abortsNothing) {
                    yield prepare(txn, PREPARE_ABORT, version, freshId, nowMs);
                }
                yield commit ? new Verdict.Refuse(Errors.INVALID_TXN_STATE) : new Verdict.Keep(txn);
            }
            case EMPTY ->
                abortsNothing
                        ? prepare(txn, PREPARE_ABORT, version, freshId, nowMs)
                        : new Verdict.Refuse(Errors.INVALID_TXN_STATE);
            case DEAD, PREPARE_EPOCH_FENCE -> throw impossible(txn);
        };
    }

    /** An open transaction's abort by the coordinator itself, with an epoch that fences its producer. */
    static Txn fenced(Txn txn, long nowMs) {
        return txn.with(PREPARE_ABORT, txn.producer().bumped(false), nowMs).withVersion(TransactionVersion.TV_2);
    }

    /** What follows when all markers are written. */
    static Txn completed(Txn txn, long nowMs) {
        var producer = txn.producer();
        boolean rotates = producer.nextId() != RecordBatch.NO_PRODUCER_ID;
        return txn.with(
                        txn.state() == PREPARE_COMMIT ? COMPLETE_COMMIT : COMPLETE_ABORT,
                        rotates ? producer.rotatedTo(producer.nextId(), producer.lastEpoch()) : producer,
                        nowMs)
                .withPartitions(Set.of());
    }

    private static Optional<Txn> unborn(String id, long freshId, int timeoutMs, long nowMs) {
        if (freshId == RecordBatch.NO_PRODUCER_ID) {
            return Optional.empty();
        }
        short none = RecordBatch.NO_PRODUCER_EPOCH;
        long noId = RecordBatch.NO_PRODUCER_ID;
        return Optional.of(new Txn(
                id,
                new Txn.Producer(freshId, noId, noId, none, none),
                timeoutMs,
                EMPTY,
                Set.of(),
                -1,
                nowMs,
                TransactionVersion.TV_0));
    }

    /** Whether a caller that names a producer is the one that is known, or was until the id changed (KIP-360). */
    private static boolean knows(Txn.Producer producer, Caller caller) {
        return caller.isNew()
                || producer.epoch() == RecordBatch.NO_PRODUCER_EPOCH
                || caller.id() == producer.id()
                || (caller.id() == producer.previousId() && caller.epoch() >= Short.MAX_VALUE - 1);
    }

    private static Verdict nextEpoch(Txn txn, int timeoutMs, Caller caller, long freshId, long nowMs) {
        var producer = txn.producer();
        Txn.Producer next;
        if (producer.exhausted() && (caller.isNew() || caller.epoch() == producer.epoch())) {
            if (freshId == RecordBatch.NO_PRODUCER_ID) {
                return new Verdict.NeedsProducerId();
            }
            next = producer.rotatedTo(freshId, caller.isNew() ? RecordBatch.NO_PRODUCER_EPOCH : producer.epoch());
        } else if (caller.isNew()) {
            next = producer.bumped(false);
        } else if (producer.epoch() == RecordBatch.NO_PRODUCER_EPOCH || caller.epoch() == producer.epoch()) {
            next = producer.bumped(true);
        } else if (caller.epoch() == producer.lastEpoch()) {
            // A retry of a call whose answer was lost: the same answer again.
            next = producer;
        } else {
            return new Verdict.Refuse(Errors.PRODUCER_FENCED);
        }
        return new Verdict.Change(
                txn.with(EMPTY, next, nowMs)
                        .withTimeout(timeoutMs)
                        .withPartitions(Set.of())
                        .withStart(-1),
                Errors.NONE);
    }

    private static boolean validEpoch(Txn txn, Caller caller, boolean retry) {
        boolean same = txn.producer().epoch() == caller.epoch();
        if (!txn.version().supportsEpochBump()) {
            return same;
        }
        // The same epoch in a later state is no retry but the next transaction's end (KIP-890).
        return switch (txn.state()) {
            case ONGOING, EMPTY, DEAD, PREPARE_EPOCH_FENCE -> same;
            case PREPARE_COMMIT, PREPARE_ABORT, COMPLETE_COMMIT, COMPLETE_ABORT -> retry || same;
        };
    }

    private static Verdict prepare(
            Txn txn, TransactionState next, TransactionVersion version, long freshId, long nowMs) {
        var producer = txn.producer();
        if (version.supportsEpochBump()) {
            if (producer.exhausted() && freshId == RecordBatch.NO_PRODUCER_ID) {
                return new Verdict.NeedsProducerId();
            }
            producer = producer.withNext(producer.exhausted() ? freshId : RecordBatch.NO_PRODUCER_ID)
                    .bumped(true);
        }
        return new Verdict.Change(
                txn.with(next, producer, nowMs)
                        .withStart(txn.state() == ONGOING ? txn.startMs() : nowMs)
                        .withVersion(version),
                Errors.NONE);
    }

    private static IllegalStateException impossible(Txn txn) {
        return new IllegalStateException(
                "transactional id " + txn.id() + " is in state " + txn.state() + ", which is never written");
    }
}
