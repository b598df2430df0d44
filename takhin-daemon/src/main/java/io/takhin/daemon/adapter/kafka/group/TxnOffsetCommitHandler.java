package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.port.Backend;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;
import org.apache.kafka.common.requests.TxnOffsetCommitResponse;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.coordinator.group.GroupCoordinator;

/** TxnOffsetCommit: offsets that count when the transaction they are part of commits (KIP-98, KIP-447). */
final class TxnOffsetCommitHandler implements ApiHandler<TxnOffsetCommitRequest> {

    private final Backend backend;
    private final GroupCoordinator coordinator;

    TxnOffsetCommitHandler(Backend backend, GroupCoordinator coordinator) {
        this.backend = backend;
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.TXN_OFFSET_COMMIT;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, TxnOffsetCommitRequest request) {
        var response = new TxnOffsetCommitResponse.Builder();
        var known = new ArrayList<TxnOffsetCommitRequestTopic>();
        var image = backend.metadata();
        for (var topic : request.data().topics()) {
            var state = image.topic(topic.name());
            var kept = new ArrayList<TxnOffsetCommitRequestPartition>();
            for (var partition : topic.partitions()) {
                if (state.isPresent() && Topics.has(state.get(), partition.partitionIndex())) {
                    kept.add(partition);
                } else {
                    response.addPartition(topic.name(), partition.partitionIndex(), Errors.UNKNOWN_TOPIC_OR_PARTITION);
                }
            }
            if (!kept.isEmpty()) {
                known.add(
                        new TxnOffsetCommitRequestTopic().setName(topic.name()).setPartitions(kept));
            }
        }
        if (known.isEmpty()) {
            return Reply.now(response.build());
        }
        var data = request.data().duplicate().setTopics(known);
        return coordinator
                .commitTransactionalOffsets(context, data, BufferSupplier.NO_CACHING)
                .thenApply(committed -> Reply.of(response.merge(committed).build()));
    }
}
