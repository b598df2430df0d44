package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.coordinator.CoordinatorTopic;
import io.takhin.daemon.port.Backend;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/** The handlers of transactions, but for InitProducerId. */
public final class TxnHandlers {

    private TxnHandlers() {}

    /**
     * All of them.
     *
     * @param groups the topic of the groups whose offsets may be part of transactions
     * @param markers writes markers into partitions led here, for coordinators elsewhere
     */
    public static List<ApiHandler<?>> of(
            Backend backend, TxnCoordinator coordinator, CoordinatorTopic groups, TxnMarkers markers) {
        return List.of(
                new AddPartitionsToTxnHandler(backend, coordinator),
                new AddOffsetsToTxnHandler(coordinator, groups),
                new EndTxnHandler(coordinator),
                new WriteTxnMarkersHandler(markers),
                new DescribeTransactionsHandler(coordinator),
                new ListTransactionsHandler(coordinator));
    }

    /** What clients from before KIP-588 (version 1 and older) understand. */
    static Errors forVersion(Errors error, short version) {
        return version < 2 && error == Errors.PRODUCER_FENCED ? Errors.INVALID_PRODUCER_EPOCH : error;
    }
}
