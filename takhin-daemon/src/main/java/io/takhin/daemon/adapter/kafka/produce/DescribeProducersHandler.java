package io.takhin.daemon.adapter.kafka.produce;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Leadership;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.DescribeProducersRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.message.DescribeProducersResponseData.PartitionResponse;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.message.DescribeProducersResponseData.TopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeProducersRequest;
import org.apache.kafka.common.requests.DescribeProducersResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeProducers: who writes to a partition with a producer id, and which transactions are open (KIP-664). */
public final class DescribeProducersHandler implements ApiHandler<DescribeProducersRequest> {

    private final Backend backend;

    /** Takes the backend. */
    public DescribeProducersHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_PRODUCERS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeProducersRequest request) {
        var topics = request.data().topics().stream().map(this::topic).toList();
        return Futures.all(topics)
                .thenApply(all ->
                        Reply.of(new DescribeProducersResponse(new DescribeProducersResponseData().setTopics(all))));
    }

    private CompletableFuture<TopicResponse> topic(TopicRequest topic) {
        var partitions = topic.partitionIndexes().stream()
                .map(number -> partition(topic.name(), number))
                .toList();
        return Futures.all(partitions)
                .thenApply(all -> new TopicResponse().setName(topic.name()).setPartitions(all));
    }

    private CompletableFuture<PartitionResponse> partition(String name, int number) {
        var topic = backend.metadata().topic(name).filter(found -> Topics.has(found, number));
        if (topic.isEmpty()) {
            return CompletableFuture.completedFuture(refused(number, new ApiError(Errors.UNKNOWN_TOPIC_OR_PARTITION)));
        }
        var partition = topic.get().partition(number);
        var problem = Leadership.check(backend, partition, -1);
        if (problem != Errors.NONE) {
            return CompletableFuture.completedFuture(refused(number, new ApiError(problem)));
        }
        return backend.producers(partition).thenApply(outcome -> switch (outcome) {
            case Outcome.Done<List<io.takhin.daemon.port.log.ProducerState>>(var producers) ->
                new PartitionResponse()
                        .setPartitionIndex(number)
                        .setActiveProducers(producers.stream()
                                .map(DescribeProducersHandler::view)
                                .toList());
            case Outcome.Rejected<List<io.takhin.daemon.port.log.ProducerState>> _,
                    Outcome.Unknown<List<io.takhin.daemon.port.log.ProducerState>> _ ->
                refused(number, KafkaErrors.of(outcome));
        });
    }

    private static PartitionResponse refused(int number, ApiError error) {
        return new PartitionResponse()
                .setPartitionIndex(number)
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
    }

    private static ProducerState view(io.takhin.daemon.port.log.ProducerState state) {
        return new ProducerState()
                .setProducerId(state.producerId())
                .setProducerEpoch(state.epoch())
                .setLastSequence(state.lastSequence())
                .setLastTimestamp(state.lastTimestampMs())
                .setCoordinatorEpoch(state.coordinatorEpoch())
                .setCurrentTxnStartOffset(state.txnStartOffset().orElse(-1));
    }
}
