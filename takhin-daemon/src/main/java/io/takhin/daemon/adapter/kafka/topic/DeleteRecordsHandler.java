package io.takhin.daemon.adapter.kafka.topic;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Leadership;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResultCollection;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsTopicResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsTopicResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DeleteRecordsRequest;
import org.apache.kafka.common.requests.DeleteRecordsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DeleteRecords: moves the starts of partitions up (KIP-107). */
public final class DeleteRecordsHandler implements ApiHandler<DeleteRecordsRequest> {

    private final Backend backend;

    /** Takes the backend. */
    public DeleteRecordsHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DELETE_RECORDS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DeleteRecordsRequest request) {
        var options = ChangeTimeouts.options(false, request.data().timeoutMs());
        var topics = request.data().topics().stream()
                .map(topic -> topic(topic, options))
                .toList();
        return Futures.all(topics).thenApply(all -> {
            var results = new DeleteRecordsTopicResultCollection(all.size());
            results.addAll(all);
            return Reply.of(new DeleteRecordsResponse(new DeleteRecordsResponseData().setTopics(results)));
        });
    }

    private CompletableFuture<DeleteRecordsTopicResult> topic(DeleteRecordsTopic topic, ChangeOptions options) {
        var partitions = topic.partitions().stream()
                .map(partition -> partition(topic.name(), partition, options))
                .toList();
        return Futures.all(partitions).thenApply(all -> {
            var results = new DeleteRecordsPartitionResultCollection(all.size());
            results.addAll(all);
            return new DeleteRecordsTopicResult().setName(topic.name()).setPartitions(results);
        });
    }

    private CompletableFuture<DeleteRecordsPartitionResult> partition(
            String name, DeleteRecordsPartition asked, ChangeOptions options) {
        var topic = backend.metadata().topic(name).filter(found -> Topics.has(found, asked.partitionIndex()));
        if (topic.isEmpty()) {
            return CompletableFuture.completedFuture(refused(asked, Errors.UNKNOWN_TOPIC_OR_PARTITION));
        }
        var partition = topic.get().partition(asked.partitionIndex());
        var problem = Leadership.check(backend, partition, -1);
        if (problem != Errors.NONE) {
            return CompletableFuture.completedFuture(refused(asked, problem));
        }
        if (asked.offset() < DeleteRecordsRequest.HIGH_WATERMARK) {
            return CompletableFuture.completedFuture(refused(asked, Errors.OFFSET_OUT_OF_RANGE));
        }
        return backend.trim(partition, asked.offset(), options).thenApply(outcome -> result(asked, outcome));
    }

    private static DeleteRecordsPartitionResult result(DeleteRecordsPartition asked, Outcome<Long> outcome) {
        return switch (outcome) {
            case Outcome.Done<Long>(var start) ->
                new DeleteRecordsPartitionResult()
                        .setPartitionIndex(asked.partitionIndex())
                        .setLowWatermark(start);
            case Outcome.Rejected<Long> _, Outcome.Unknown<Long> _ ->
                refused(asked, KafkaErrors.of(outcome).error());
        };
    }

    private static DeleteRecordsPartitionResult refused(DeleteRecordsPartition asked, Errors error) {
        return new DeleteRecordsPartitionResult()
                .setPartitionIndex(asked.partitionIndex())
                .setLowWatermark(DeleteRecordsResponse.INVALID_LOW_WATERMARK)
                .setErrorCode(error.code());
    }
}
