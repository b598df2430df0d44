package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.txn.TxnMachine.Caller;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.server.common.TransactionVersion;

/**
 * EndTxn: commits or aborts. It is answered when the decision is durable; from version 5 on with the id and epoch for
 * the next transaction (KIP-890).
 */
final class EndTxnHandler implements ApiHandler<EndTxnRequest> {

    private final TxnCoordinator coordinator;

    EndTxnHandler(TxnCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.END_TXN;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, EndTxnRequest request) {
        var data = request.data();
        if (data.transactionalId().isEmpty()) {
            return CompletableFuture.completedFuture(refusal(request, Errors.INVALID_REQUEST));
        }
        return coordinator
                .end(
                        data.transactionalId(),
                        new Caller(data.producerId(), data.producerEpoch()),
                        request.result(),
                        TransactionVersion.transactionVersionForEndTxn(request))
                .thenApply(
                        answer -> answer.error() == Errors.NONE && answer.txn().isPresent()
                                ? done(request, answer.txn().get())
                                : refusal(request, answer.error()))
                .exceptionally(failure -> refusal(request, TxnErrors.of(failure)));
    }

    private static Reply done(EndTxnRequest request, Txn txn) {
        var data = new EndTxnResponseData();
        if (TransactionVersion.transactionVersionForEndTxn(request).supportsEpochBump()) {
            // With what it will be once its markers are written, should the id be used up.
            var next =
                    txn.preparing() ? TxnMachine.completed(txn, txn.updatedMs()).producer() : txn.producer();
            data.setProducerId(next.id()).setProducerEpoch(next.epoch());
        }
        return Reply.of(new EndTxnResponse(data));
    }

    private static Reply refusal(EndTxnRequest request, Errors error) {
        return Reply.of(new EndTxnResponse(new EndTxnResponseData()
                .setErrorCode(TxnHandlers.forVersion(error, request.version()).code())));
    }
}
