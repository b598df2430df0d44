package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.produce.TransactionalProducers;
import io.takhin.daemon.adapter.kafka.txn.TxnMachine.Caller;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.RequestContext;

/** InitProducerId with a transactional id: the next epoch of a producer (KIP-98, KIP-360). */
public final class TransactionalInit implements TransactionalProducers {

    /** From this version on clients know PRODUCER_FENCED (KIP-588). */
    private static final int FENCED_FROM = 4;

    private final TxnCoordinator coordinator;

    /** Takes the coordinator. */
    public TransactionalInit(TxnCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public CompletableFuture<InitProducerIdResponseData> init(RequestContext context, InitProducerIdRequestData data) {
        boolean hasId = data.producerId() != RecordBatch.NO_PRODUCER_ID;
        boolean hasEpoch = data.producerEpoch() != RecordBatch.NO_PRODUCER_EPOCH;
        if (hasId != hasEpoch) {
            return CompletableFuture.completedFuture(refusal(context, Errors.INVALID_REQUEST));
        }
        if (data.transactionTimeoutMs() <= 0 || data.transactionTimeoutMs() > coordinator.timeoutMsMax()) {
            return CompletableFuture.completedFuture(refusal(context, Errors.INVALID_TRANSACTION_TIMEOUT));
        }
        if (data.enable2Pc()) {
            // Two-phase commits with an outer coordinator (KIP-939) are not served.
            return CompletableFuture.completedFuture(refusal(context, Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
        }
        var caller = hasId ? new Caller(data.producerId(), data.producerEpoch()) : Caller.NEW;
        return coordinator
                .init(data.transactionalId(), data.transactionTimeoutMs(), caller)
                .thenApply(
                        answer -> answer.error() == Errors.NONE && answer.txn().isPresent()
                                ? granted(answer.txn().get().producer())
                                : refusal(context, answer.error()))
                .exceptionally(failure -> refusal(context, TxnErrors.of(failure)));
    }

    private static InitProducerIdResponseData granted(Txn.Producer producer) {
        return new InitProducerIdResponseData().setProducerId(producer.id()).setProducerEpoch(producer.epoch());
    }

    private static InitProducerIdResponseData refusal(RequestContext context, Errors error) {
        boolean old = context.apiVersion() < FENCED_FROM && error == Errors.PRODUCER_FENCED;
        return new InitProducerIdResponseData()
                .setErrorCode((old ? Errors.INVALID_PRODUCER_EPOCH : error).code())
                .setProducerId(RecordBatch.NO_PRODUCER_ID)
                .setProducerEpoch(RecordBatch.NO_PRODUCER_EPOCH);
    }
}
