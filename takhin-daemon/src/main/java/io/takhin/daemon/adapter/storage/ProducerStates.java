package io.takhin.daemon.adapter.storage;

import io.takhin.daemon.port.log.ProducerState;
import java.util.OptionalLong;
import org.apache.kafka.common.message.DescribeProducersResponseData;

/** Kafka's form of a producer's state in takhin's. */
final class ProducerStates {

    private ProducerStates() {}

    static ProducerState of(DescribeProducersResponseData.ProducerState state) {
        long txnStart = state.currentTxnStartOffset();
        return new ProducerState(
                state.producerId(),
                state.producerEpoch(),
                state.lastSequence(),
                state.lastTimestamp(),
                state.coordinatorEpoch(),
                txnStart < 0 ? OptionalLong.empty() : OptionalLong.of(txnStart));
    }
}
