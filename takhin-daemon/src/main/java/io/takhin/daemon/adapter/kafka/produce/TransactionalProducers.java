package io.takhin.daemon.adapter.kafka.produce;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.RequestContext;

/** Gives producers with a transactional id their producer id and epoch (KIP-98). */
@FunctionalInterface
public interface TransactionalProducers {

    /** Where no coordinator runs. */
    TransactionalProducers NONE = (_, _) -> CompletableFuture.completedFuture(new InitProducerIdResponseData()
            .setErrorCode(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED.code())
            .setProducerId(RecordBatch.NO_PRODUCER_ID)
            .setProducerEpoch(RecordBatch.NO_PRODUCER_EPOCH));

    /** Answers such a request; the transactional id is not empty. */
    CompletableFuture<InitProducerIdResponseData> init(RequestContext context, InitProducerIdRequestData request);
}
