package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import io.takhin.daemon.adapter.kafka.produce.TransactionalAppends;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.Appended;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.ProduceRequest;

/** Takes a producer's records of a transaction through the gate, and words its refusals for the producer's version. */
public final class TransactionalProduce implements TransactionalAppends {

    /** From this version on a Produce adds its partitions to the transaction itself (KIP-890). */
    private static final int ADDS_FROM = 12;

    /** From this version on clients know TRANSACTION_ABORTABLE. */
    private static final int ABORTABLE_FROM = 11;

    private final TransactionGate gate;

    /** Takes the gate. */
    public TransactionalProduce(TransactionGate gate) {
        this.gate = gate;
    }

    @Override
    public CompletableFuture<Outcome<Appended>> append(
            TopicPartition partition,
            ProduceRequest request,
            RecordBatch first,
            Supplier<CompletableFuture<Outcome<Appended>>> append) {
        var id = request.transactionalId();
        if (id == null || id.isEmpty()) {
            return CompletableFuture.failedFuture(
                    Errors.INVALID_REQUEST.exception("records of a transaction without a transactional id"));
        }
        var writer = new Writer(first.producerId(), first.producerEpoch());
        boolean adds = request.version() >= ADDS_FROM;
        return gate.append(partition, id, writer, adds, append).exceptionallyCompose(failure -> {
            var error = Errors.forException(failure instanceof CompletionException ? failure.getCause() : failure);
            return CompletableFuture.failedFuture(worded(error, request.version()));
        });
    }

    private static RuntimeException worded(Errors error, short version) {
        return switch (error) {
            case CONCURRENT_TRANSACTIONS -> version >= ADDS_FROM ? error.exception() : retriable(error);
            case COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR, NETWORK_EXCEPTION ->
                retriable(error);
            case TRANSACTION_ABORTABLE ->
                version >= ABORTABLE_FROM ? error.exception() : Errors.INVALID_TXN_STATE.exception();
            default -> error.exception();
        };
    }

    /** Producers don't expect a coordinator's errors here; they try again on this one. */
    private static RuntimeException retriable(Errors error) {
        return Errors.NOT_ENOUGH_REPLICAS.exception(
                "the transaction coordinator can't be asked about this partition now: " + error);
    }
}
