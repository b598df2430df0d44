package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.port.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.OffsetFetchRequest;
import org.apache.kafka.common.requests.OffsetFetchResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.coordinator.group.GroupCoordinator;

/** OffsetFetch: the offsets of groups, of named topics or of all. From version 10 on topics are named by id. */
final class OffsetFetchHandler implements ApiHandler<OffsetFetchRequest> {

    private final Backend backend;
    private final GroupCoordinator coordinator;

    OffsetFetchHandler(Backend backend, GroupCoordinator coordinator) {
        this.backend = backend;
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.OFFSET_FETCH;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, OffsetFetchRequest request) {
        var fetched = request.groups().stream()
                .map(group -> fetch(context, request, group)
                        .exceptionally(
                                failure -> OffsetFetchResponse.groupError(group, error(failure), request.version())))
                .toList();
        return Futures.all(fetched)
                .thenApply(groups -> Reply.of(new OffsetFetchResponse.Builder(groups).build(request.version())));
    }

    private CompletableFuture<OffsetFetchResponseGroup> fetch(
            RequestContext context, OffsetFetchRequest request, OffsetFetchRequestGroup group) {
        boolean byId = OffsetFetchRequest.useTopicIds(request.version());
        if (OffsetFetchRequest.requestAllOffsets(group)) {
            return coordinator
                    .fetchOffsets(context, group, request.requireStable())
                    .thenApply(found -> byId ? withIds(found) : found);
        }
        var unknown = new ArrayList<OffsetFetchResponseTopics>();
        var known = group.duplicate();
        known.setTopics(byId ? named(group.topics(), unknown) : group.topics());
        return coordinator.fetchOffsets(context, known, request.requireStable()).thenApply(found -> {
            if (found.errorCode() == Errors.NONE.code()) {
                found.topics().addAll(unknown);
            }
            return found;
        });
    }

    /** The topics with their names; what is not known is answered for into {@code unknown}. */
    private List<OffsetFetchRequestTopics> named(
            List<OffsetFetchRequestTopics> topics, List<OffsetFetchResponseTopics> unknown) {
        var image = backend.metadata();
        var named = new ArrayList<OffsetFetchRequestTopics>();
        for (var topic : topics) {
            image.topic(Topics.id(topic.topicId()))
                    .ifPresentOrElse(
                            state -> named.add(topic.duplicate().setName(state.name())),
                            () -> unknown.add(refused(topic)));
        }
        return named;
    }

    private static OffsetFetchResponseTopics refused(OffsetFetchRequestTopics topic) {
        return new OffsetFetchResponseTopics()
                .setTopicId(topic.topicId())
                .setPartitions(topic.partitionIndexes().stream()
                        .map(partition -> new OffsetFetchResponsePartitions()
                                .setPartitionIndex(partition)
                                .setErrorCode(Errors.UNKNOWN_TOPIC_ID.code())
                                .setCommittedOffset(OffsetFetchResponse.INVALID_OFFSET)
                                .setCommittedLeaderEpoch(RecordBatch.NO_PARTITION_LEADER_EPOCH)
                                .setMetadata(OffsetFetchResponse.NO_METADATA))
                        .toList());
    }

    /** With the ids of the topics; those that were deleted have none and are left out. */
    private OffsetFetchResponseGroup withIds(OffsetFetchResponseGroup found) {
        var image = backend.metadata();
        var kept = new ArrayList<OffsetFetchResponseTopics>();
        for (var topic : found.topics()) {
            image.topic(topic.name())
                    .ifPresent(state -> kept.add(topic.duplicate().setTopicId(Topics.uuid(state.id()))));
        }
        return found.duplicate().setTopics(kept);
    }

    private static Errors error(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var error = Errors.forException(cause);
        // What sends a client to look for the coordinator again.
        return error == Errors.NOT_LEADER_OR_FOLLOWER || error == Errors.REQUEST_TIMED_OUT
                ? Errors.NOT_COORDINATOR
                : error;
    }
}
