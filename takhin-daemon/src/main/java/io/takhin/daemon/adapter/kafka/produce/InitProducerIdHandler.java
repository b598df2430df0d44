package io.takhin.daemon.adapter.kafka.produce;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.core.Outcome;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.RequestContext;

/** InitProducerId: an id for an idempotent producer; one with a transactional id is the transaction coordinator's. */
public final class InitProducerIdHandler implements ApiHandler<InitProducerIdRequest> {

    private final ProducerIds ids;
    private final TransactionalProducers transactional;

    /** Takes where ids come from, and who answers producers with a transactional id. */
    public InitProducerIdHandler(ProducerIds ids, TransactionalProducers transactional) {
        this.ids = ids;
        this.transactional = transactional;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.INIT_PRODUCER_ID;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, InitProducerIdRequest request) {
        var transactionalId = request.data().transactionalId();
        if (transactionalId == null) {
            return ids.next().thenApply(InitProducerIdHandler::reply);
        }
        if (transactionalId.isEmpty()) {
            return Reply.now(new InitProducerIdResponse(refusal(Errors.INVALID_REQUEST)));
        }
        return transactional
                .init(context, request.data())
                .thenApply(data -> Reply.of(new InitProducerIdResponse(data)));
    }

    private static Reply reply(Outcome<Long> outcome) {
        return Reply.of(new InitProducerIdResponse(
                switch (outcome) {
                    case Outcome.Done<Long>(var id) ->
                        new InitProducerIdResponseData().setProducerId(id).setProducerEpoch((short) 0);
                    case Outcome.Rejected<Long>(var rejection) -> refusal(KafkaErrors.of(rejection.reason()));
                    // Another id costs nothing.
                    case Outcome.Unknown<Long> _ -> refusal(Errors.COORDINATOR_LOAD_IN_PROGRESS);
                }));
    }

    private static InitProducerIdResponseData refusal(Errors error) {
        return new InitProducerIdResponseData()
                .setErrorCode(error.code())
                .setProducerId(RecordBatch.NO_PRODUCER_ID)
                .setProducerEpoch(RecordBatch.NO_PRODUCER_EPOCH);
    }
}
