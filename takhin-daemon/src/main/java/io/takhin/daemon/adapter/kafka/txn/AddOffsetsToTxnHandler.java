package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.coordinator.CoordinatorTopic;
import io.takhin.daemon.adapter.kafka.txn.TxnMachine.Caller;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AddOffsetsToTxnRequest;
import org.apache.kafka.common.requests.AddOffsetsToTxnResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.server.common.TransactionVersion;

/** AddOffsetsToTxn: makes a group's offsets part of a transaction. Only clients from before KIP-890 ask for it. */
final class AddOffsetsToTxnHandler implements ApiHandler<AddOffsetsToTxnRequest> {

    private final TxnCoordinator coordinator;
    private final CoordinatorTopic groups;

    AddOffsetsToTxnHandler(TxnCoordinator coordinator, CoordinatorTopic groups) {
        this.coordinator = coordinator;
        this.groups = groups;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ADD_OFFSETS_TO_TXN;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, AddOffsetsToTxnRequest request) {
        var data = request.data();
        if (data.transactionalId().isEmpty()) {
            return CompletableFuture.completedFuture(reply(request, Errors.INVALID_REQUEST));
        }
        var caller = new Caller(data.producerId(), data.producerEpoch());
        return groups.ensure()
                .thenCompose(_ -> {
                    var partition = groups.partitionFor(data.groupId());
                    if (partition.isEmpty()) {
                        return CompletableFuture.completedFuture(Errors.COORDINATOR_NOT_AVAILABLE);
                    }
                    var offsets = Set.of(new TopicPartition(groups.name(), partition.getAsInt()));
                    return coordinator
                            .add(data.transactionalId(), caller, offsets, TransactionVersion.TV_0)
                            .thenApply(TxnShard.Answer::error);
                })
                .exceptionally(TxnErrors::of)
                .thenApply(error -> reply(request, error));
    }

    private static Reply reply(AddOffsetsToTxnRequest request, Errors error) {
        return Reply.of(new AddOffsetsToTxnResponse(new AddOffsetsToTxnResponseData()
                .setErrorCode(TxnHandlers.forVersion(error, request.version()).code())));
    }
}
