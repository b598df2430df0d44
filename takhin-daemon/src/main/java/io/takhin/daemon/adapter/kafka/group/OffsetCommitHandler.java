package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.port.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.coordinator.group.GroupCoordinator;

/**
 * OffsetCommit: offsets of partitions that exist go to the coordinator, the others are refused one by one. From version
 * 10 on topics are named by id; the coordinator is told both.
 */
final class OffsetCommitHandler implements ApiHandler<OffsetCommitRequest> {

    private final Backend backend;
    private final GroupCoordinator coordinator;

    OffsetCommitHandler(Backend backend, GroupCoordinator coordinator) {
        this.backend = backend;
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.OFFSET_COMMIT;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, OffsetCommitRequest request) {
        var response = OffsetCommitResponse.newBuilder(OffsetCommitResponse.useTopicIds(request.version()));
        var known = new ArrayList<OffsetCommitRequestTopic>();
        for (var topic : request.data().topics()) {
            check(topic, response, known);
        }
        if (known.isEmpty() && !request.data().topics().isEmpty()) {
            return Reply.now(response.build());
        }
        OffsetCommitRequestData data = request.data().duplicate();
        data.setTopics(known);
        return coordinator
                .commitOffsets(context, data, BufferSupplier.NO_CACHING)
                .thenApply(committed -> Reply.of(response.merge(committed).build()));
    }

    private void check(
            OffsetCommitRequestTopic topic,
            OffsetCommitResponse.Builder response,
            List<OffsetCommitRequestTopic> known) {
        var found = Topics.find(backend.metadata(), topic.topicId(), topic.name());
        if (found.isEmpty()) {
            response.addPartitions(
                    topic.topicId(),
                    topic.name(),
                    topic.partitions(),
                    OffsetCommitRequestPartition::partitionIndex,
                    Topics.unknown(topic.topicId()));
            return;
        }
        var state = found.get();
        var kept = new ArrayList<OffsetCommitRequestPartition>();
        for (var partition : topic.partitions()) {
            if (Topics.has(state, partition.partitionIndex())) {
                kept.add(partition);
            } else {
                response.addPartition(
                        topic.topicId(), state.name(), partition.partitionIndex(), Errors.UNKNOWN_TOPIC_OR_PARTITION);
            }
        }
        if (!kept.isEmpty()) {
            known.add(new OffsetCommitRequestTopic()
                    .setTopicId(Topics.uuid(state.id()))
                    .setName(state.name())
                    .setPartitions(kept));
        }
    }
}
