package io.takhin.daemon.port.log;

import java.util.OptionalLong;

/**
 * What a log knows of one idempotent or transactional producer (KIP-98, KIP-664).
 *
 * @param producerId its id
 * @param epoch its newest instance
 * @param lastSequence the sequence number of its last record, -1 when none is known
 * @param lastTimestampMs when it last wrote, in ms since the epoch
 * @param coordinatorEpoch the epoch of the coordinator that wrote its last marker, -1 for none
 * @param txnStartOffset where its open transaction starts, if it has one
 */
public record ProducerState(
        long producerId,
        int epoch,
        int lastSequence,
        long lastTimestampMs,
        int coordinatorEpoch,
        OptionalLong txnStartOffset) {}
