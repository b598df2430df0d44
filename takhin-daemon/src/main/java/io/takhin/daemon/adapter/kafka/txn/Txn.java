package io.takhin.daemon.adapter.kafka.txn;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.server.common.TransactionVersion;

/**
 * A transactional id as its coordinator knows it.
 *
 * <pre>
 *              ┌──────────────── abort of nothing (KIP-890) ───────────────┐
 *   EMPTY ──► ONGOING ──► PREPARE_COMMIT ──► COMPLETE_COMMIT ──► ONGOING   │
 *     ▲          └──────► PREPARE_ABORT ◄──────────────────────────────────┘
 *     │                        └───────────► COMPLETE_ABORT ───► ONGOING …
 *     └── InitProducerId from EMPTY and COMPLETE_*
 * </pre>
 *
 * @param id the transactional id
 * @param producer who may write
 * @param timeoutMs how long a transaction may be open
 * @param state where it stands
 * @param partitions what the transaction has written to, or still needs a marker
 * @param startMs when the transaction was opened, -1 if there is none
 * @param updatedMs when anything changed last
 * @param version which protocol the client speaks: from 2 on each end bumps the epoch (KIP-890)
 */
record Txn(
        String id,
        Producer producer,
        int timeoutMs,
        TransactionState state,
        Set<TopicPartition> partitions,
        long startMs,
        long updatedMs,
        TransactionVersion version) {

    Txn {
        partitions = Set.copyOf(partitions);
    }

    /**
     * The identity of the producer.
     *
     * @param id its producer id
     * @param previousId the one before, to know a retry that crossed a change of ids
     * @param nextId the one that takes over when this transaction is complete, -1 if none
     * @param epoch the only epoch that may write; -1 before the first
     * @param lastEpoch the epoch before, if its owner may still retry, else -1
     */
    record Producer(long id, long previousId, long nextId, short epoch, short lastEpoch) {

        /** Whether no epoch is left to hand out: the last one is kept for fencing. */
        boolean exhausted() {
            return epoch >= Short.MAX_VALUE - 1;
        }

        /** The next epoch, with the owner of this one known for retries if asked for. */
        Producer bumped(boolean rememberLast) {
            short next = epoch == Short.MAX_VALUE ? epoch : (short) (epoch + 1);
            return new Producer(id, id, nextId, next, rememberLast ? epoch : RecordBatch.NO_PRODUCER_EPOCH);
        }

        /** Another producer id, from epoch 0. */
        Producer rotatedTo(long newId, short newLastEpoch) {
            return new Producer(newId, id, RecordBatch.NO_PRODUCER_ID, (short) 0, newLastEpoch);
        }

        /** The same with an id that takes over later. */
        Producer withNext(long newNextId) {
            return new Producer(id, id, newNextId, epoch, lastEpoch);
        }
    }

    /** Whether it waits for its markers. */
    boolean preparing() {
        return state == TransactionState.PREPARE_COMMIT || state == TransactionState.PREPARE_ABORT;
    }

    /** Whether it is open longer than it may. */
    boolean timedOut(long nowMs) {
        return state == TransactionState.ONGOING && startMs + timeoutMs < nowMs;
    }

    /** Whether nothing happened for so long that the id can be forgotten. */
    boolean expired(long nowMs, long expirationMs) {
        return state.isExpirationAllowed() && updatedMs + expirationMs <= nowMs;
    }

    Txn with(TransactionState newState, Producer newProducer, long nowMs) {
        return new Txn(id, newProducer, timeoutMs, newState, partitions, startMs, nowMs, version);
    }

    Txn withPartitions(Set<TopicPartition> newPartitions) {
        return new Txn(id, producer, timeoutMs, state, newPartitions, startMs, updatedMs, version);
    }

    Txn withStart(long newStartMs) {
        return new Txn(id, producer, timeoutMs, state, partitions, newStartMs, updatedMs, version);
    }

    Txn withTimeout(int newTimeoutMs) {
        return new Txn(id, producer, newTimeoutMs, state, partitions, startMs, updatedMs, version);
    }

    Txn withVersion(TransactionVersion newVersion) {
        return new Txn(id, producer, timeoutMs, state, partitions, startMs, updatedMs, newVersion);
    }
}
