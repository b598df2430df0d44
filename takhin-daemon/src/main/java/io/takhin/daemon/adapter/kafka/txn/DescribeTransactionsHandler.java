package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.DescribeTransactionsResponseData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TopicData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TransactionState;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeTransactionsRequest;
import org.apache.kafka.common.requests.DescribeTransactionsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeTransactions: how transactional ids stand (KIP-664). */
final class DescribeTransactionsHandler implements ApiHandler<DescribeTransactionsRequest> {

    private final TxnCoordinator coordinator;

    DescribeTransactionsHandler(TxnCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_TRANSACTIONS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeTransactionsRequest request) {
        var states =
                request.data().transactionalIds().stream().map(this::describe).toList();
        return Futures.all(states)
                .thenApply(all -> Reply.of(new DescribeTransactionsResponse(
                        new DescribeTransactionsResponseData().setTransactionStates(all))));
    }

    private CompletableFuture<TransactionState> describe(String id) {
        if (id.isEmpty()) {
            return CompletableFuture.completedFuture(refused(id, Errors.INVALID_REQUEST));
        }
        return coordinator
                .describe(id)
                .thenApply(found -> found.map(DescribeTransactionsHandler::state)
                        .orElseGet(() -> refused(id, Errors.TRANSACTIONAL_ID_NOT_FOUND)))
                .exceptionally(failure -> refused(id, TxnErrors.of(failure)));
    }

    private static TransactionState refused(String id, Errors error) {
        return new TransactionState().setTransactionalId(id).setErrorCode(error.code());
    }

    private static TransactionState state(Txn txn) {
        var state = new TransactionState()
                .setTransactionalId(txn.id())
                .setProducerId(txn.producer().id())
                .setProducerEpoch(txn.producer().epoch())
                .setTransactionState(txn.state().stateName())
                .setTransactionTimeoutMs(txn.timeoutMs())
                .setTransactionStartTimeMs(txn.startMs());
        for (var partition : txn.partitions()) {
            var topic = state.topics().find(partition.topic());
            if (topic == null) {
                topic = new TopicData().setTopic(partition.topic()).setPartitions(new ArrayList<>());
                state.topics().add(topic);
            }
            topic.partitions().add(partition.partition());
        }
        return state;
    }
}
