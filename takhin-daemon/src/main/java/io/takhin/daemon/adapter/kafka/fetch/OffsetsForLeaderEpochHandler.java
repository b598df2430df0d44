package io.takhin.daemon.adapter.kafka.fetch;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Leadership;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochRequest;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochResponse;
import org.apache.kafka.common.requests.RequestContext;

/**
 * OffsetForLeaderEpoch: where a leader epoch ended, so that a consumer sees whether what it read still stands
 * (KIP-320).
 */
public final class OffsetsForLeaderEpochHandler implements ApiHandler<OffsetsForLeaderEpochRequest> {

    private final Backend backend;

    /** Takes the backend. */
    public OffsetsForLeaderEpochHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, OffsetsForLeaderEpochRequest request) {
        var topics = request.data().topics().stream().map(this::topic).toList();
        return Futures.all(topics).thenApply(all -> {
            var results = new OffsetForLeaderTopicResultCollection(all.size());
            results.addAll(all);
            return Reply.of(
                    new OffsetsForLeaderEpochResponse(new OffsetForLeaderEpochResponseData().setTopics(results)));
        });
    }

    private CompletableFuture<OffsetForLeaderTopicResult> topic(OffsetForLeaderTopic topic) {
        var partitions = topic.partitions().stream()
                .map(partition -> partition(topic.topic(), partition))
                .toList();
        return Futures.all(partitions)
                .thenApply(all ->
                        new OffsetForLeaderTopicResult().setTopic(topic.topic()).setPartitions(all));
    }

    private CompletableFuture<EpochEndOffset> partition(String name, OffsetForLeaderPartition asked) {
        var topic = backend.metadata().topic(name).filter(found -> Topics.has(found, asked.partition()));
        if (topic.isEmpty()) {
            return CompletableFuture.completedFuture(answer(asked, Errors.UNKNOWN_TOPIC_OR_PARTITION));
        }
        var partition = topic.get().partition(asked.partition());
        var problem = Leadership.check(backend, partition, asked.currentLeaderEpoch());
        if (problem != Errors.NONE) {
            return CompletableFuture.completedFuture(answer(asked, problem));
        }
        return backend.offsetAt(partition, new OffsetQuery.EndOfEpoch(asked.leaderEpoch()))
                .thenApply(outcome -> answer(asked, outcome));
    }

    private static EpochEndOffset answer(OffsetForLeaderPartition asked, Outcome<OffsetAt> outcome) {
        return switch (outcome) {
            case Outcome.Done<OffsetAt>(var end) ->
                answer(asked, Errors.NONE).setEndOffset(end.offset()).setLeaderEpoch(end.leaderEpoch());
            case Outcome.Rejected<OffsetAt> _, Outcome.Unknown<OffsetAt> _ ->
                answer(asked, KafkaErrors.of(outcome).error());
        };
    }

    private static EpochEndOffset answer(OffsetForLeaderPartition asked, Errors error) {
        return new EpochEndOffset()
                .setErrorCode(error.code())
                .setPartition(asked.partition())
                .setEndOffset(OffsetsForLeaderEpochResponse.UNDEFINED_EPOCH_OFFSET)
                .setLeaderEpoch(OffsetsForLeaderEpochResponse.UNDEFINED_EPOCH);
    }
}
