package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import org.apache.kafka.common.requests.TransactionResult;

/**
 * A marker to be written at the end of a transaction.
 *
 * @param producer whose transaction ends
 * @param result how
 * @param coordinatorEpoch the epoch in which the coordinator leads its shard
 * @param version the client's transaction version
 */
public record TxnMarker(Writer producer, TransactionResult result, int coordinatorEpoch, short version) {}
