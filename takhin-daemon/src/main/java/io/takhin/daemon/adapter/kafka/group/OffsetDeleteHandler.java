package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.port.Backend;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetDeleteRequest;
import org.apache.kafka.common.requests.OffsetDeleteResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.coordinator.group.GroupCoordinator;

/** OffsetDelete: forgets offsets of a group for topics that it does not read now. */
final class OffsetDeleteHandler implements ApiHandler<OffsetDeleteRequest> {

    private final Backend backend;
    private final GroupCoordinator coordinator;

    OffsetDeleteHandler(Backend backend, GroupCoordinator coordinator) {
        this.backend = backend;
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.OFFSET_DELETE;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, OffsetDeleteRequest request) {
        var response = new OffsetDeleteResponse.Builder();
        var known = new OffsetDeleteRequestTopicCollection();
        var image = backend.metadata();
        for (var topic : request.data().topics()) {
            var state = image.topic(topic.name());
            var kept = new ArrayList<OffsetDeleteRequestPartition>();
            for (var partition : topic.partitions()) {
                if (state.isPresent() && Topics.has(state.get(), partition.partitionIndex())) {
                    kept.add(partition);
                } else {
                    response.addPartition(topic.name(), partition.partitionIndex(), Errors.UNKNOWN_TOPIC_OR_PARTITION);
                }
            }
            if (!kept.isEmpty()) {
                known.add(new OffsetDeleteRequestTopic().setName(topic.name()).setPartitions(kept));
            }
        }
        var data = new OffsetDeleteRequestData()
                .setGroupId(request.data().groupId())
                .setTopics(known);
        return coordinator
                .deleteOffsets(context, data, BufferSupplier.NO_CACHING)
                .thenApply(deleted -> Reply.of(response.merge(deleted).build()));
    }
}
