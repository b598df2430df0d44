package io.takhin.daemon.adapter.kafka.fetch;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Leadership;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.RequestContext;

/**
 * ListOffsets: the first, the last, that of a time, that of the largest time. Nothing is tiered, so nothing is found
 * there.
 */
public final class ListOffsetsHandler implements ApiHandler<ListOffsetsRequest> {

    /** Before it a response has no place for an epoch. */
    private static final short EPOCH_SINCE_VERSION = 4;

    private final Backend backend;

    /** Takes the backend. */
    public ListOffsetsHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.LIST_OFFSETS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, ListOffsetsRequest request) {
        var topics =
                request.topics().stream().map(topic -> topic(request, topic)).toList();
        return Futures.all(topics)
                .thenApply(all -> Reply.of(new ListOffsetsResponse(new ListOffsetsResponseData().setTopics(all))));
    }

    private CompletableFuture<ListOffsetsTopicResponse> topic(ListOffsetsRequest request, ListOffsetsTopic topic) {
        var partitions = topic.partitions().stream()
                .map(partition -> partition(request, topic.name(), partition))
                .toList();
        return Futures.all(partitions)
                .thenApply(all ->
                        new ListOffsetsTopicResponse().setName(topic.name()).setPartitions(all));
    }

    private CompletableFuture<ListOffsetsPartitionResponse> partition(
            ListOffsetsRequest request, String name, ListOffsetsPartition asked) {
        int number = asked.partitionIndex();
        if (request.duplicatePartitions().contains(new TopicPartition(name, number))) {
            return answer(number, Errors.INVALID_REQUEST);
        }
        var topic = backend.metadata().topic(name).filter(found -> Topics.has(found, number));
        if (topic.isEmpty()) {
            return answer(number, Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        var partition = topic.get().partition(number);
        var problem = Leadership.check(backend, partition, asked.currentLeaderEpoch());
        if (problem != Errors.NONE) {
            return answer(number, problem);
        }
        return query(asked.timestamp(), request.data().isolationLevel())
                .map(query -> backend.offsetAt(partition, query)
                        .thenApply(outcome -> response(number, outcome))
                        .thenApply(response -> request.version() < EPOCH_SINCE_VERSION
                                ? response.setLeaderEpoch(ListOffsetsResponse.UNKNOWN_EPOCH)
                                : response))
                .orElseGet(() -> answer(number, Errors.NONE));
    }

    /** What a time stamp means; nothing for places that only tiered logs have. */
    private static Optional<OffsetQuery> query(long timestamp, byte isolationLevel) {
        var isolation = isolationLevel == 1 ? Isolation.READ_COMMITTED : Isolation.READ_UNCOMMITTED;
        if (timestamp == ListOffsetsRequest.EARLIEST_TIMESTAMP
                || timestamp == ListOffsetsRequest.EARLIEST_LOCAL_TIMESTAMP) {
            return Optional.of(new OffsetQuery.Earliest());
        }
        if (timestamp == ListOffsetsRequest.LATEST_TIMESTAMP) {
            return Optional.of(new OffsetQuery.Latest(isolation));
        }
        if (timestamp == ListOffsetsRequest.MAX_TIMESTAMP) {
            return Optional.of(new OffsetQuery.MaxTimestamp());
        }
        return timestamp < 0 ? Optional.empty() : Optional.of(new OffsetQuery.AtTime(timestamp));
    }

    private static CompletableFuture<ListOffsetsPartitionResponse> answer(int number, Errors error) {
        return CompletableFuture.completedFuture(response(number, OffsetAt.NONE).setErrorCode(error.code()));
    }

    private static ListOffsetsPartitionResponse response(int number, Outcome<OffsetAt> outcome) {
        return switch (outcome) {
            case Outcome.Done<OffsetAt>(var found) -> response(number, found);
            case Outcome.Rejected<OffsetAt> _, Outcome.Unknown<OffsetAt> _ ->
                response(number, OffsetAt.NONE)
                        .setErrorCode(KafkaErrors.of(outcome).error().code());
        };
    }

    private static ListOffsetsPartitionResponse response(int number, OffsetAt found) {
        return new ListOffsetsPartitionResponse()
                .setPartitionIndex(number)
                .setOffset(found.offset())
                .setTimestamp(found.timestampMs())
                .setLeaderEpoch(found.leaderEpoch());
    }
}
