package io.takhin.daemon.adapter.kafka.produce;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestContext;

/**
 * Produce: appends to partitions, each with an answer of its own. Records are checked once, where they are appended;
 * here only what can be read off a batch's header.
 */
public final class ProduceHandler implements ApiHandler<ProduceRequest> {

    /** How Kafka's own admin client calls itself: it alone may write to topics of the coordinators. */
    private static final String ADMIN_CLIENT_ID = "__admin_client";

    private final Backend backend;
    private final TransactionalAppends transactional;

    /** Takes the backend, and what records of transactions go through. */
    public ProduceHandler(Backend backend, TransactionalAppends transactional) {
        this.backend = backend;
        this.transactional = transactional;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.PRODUCE;
    }

    @Override
    public boolean pipelined() {
        return true;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, ProduceRequest request) {
        short acks = request.acks();
        if (acks < -1 || acks > 1) {
            return Reply.now(request.getErrorResponse(Errors.INVALID_REQUIRED_ACKS.exception()));
        }
        var appends = new ArrayList<CompletableFuture<PartitionResult>>();
        for (var topicData : request.data().topicData()) {
            var topic = Topics.find(backend.metadata(), topicData.topicId(), topicData.name());
            for (var partitionData : topicData.partitionData()) {
                appends.add(append(context, request, topicData, topic, partitionData));
            }
        }
        var answer = new ProduceAnswer(backend);
        return Futures.all(appends)
                .thenApply(results -> acks == 0 ? silence(results) : Reply.of(answer.of(request, results)));
    }

    private CompletableFuture<PartitionResult> append(
            RequestContext context,
            ProduceRequest request,
            TopicProduceData named,
            Optional<TopicState> topic,
            PartitionProduceData data) {
        var refusal = refusal(context, request, named, topic, data);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(
                    PartitionResult.refused(named, data.index(), refusal.get(), Optional.empty()));
        }
        var partition = topic.orElseThrow().partition(data.index());
        var batches = ((MemoryRecords) data.records()).buffer();
        var append = new AppendRequest(batches, AppendOrigin.CLIENT, request.acks() == -1, true);
        var name = new TopicPartition(topic.get().name(), data.index());
        return append(request, name, data, () -> backend.append(partition, append))
                .handle((outcome, failure) -> failure == null
                        ? PartitionResult.of(named, data.index(), partition, outcome)
                        : PartitionResult.refused(named, data.index(), failed(failure), Optional.of(partition)));
    }

    private CompletableFuture<Outcome<Appended>> append(
            ProduceRequest request,
            TopicPartition name,
            PartitionProduceData data,
            Supplier<CompletableFuture<Outcome<Appended>>> append) {
        var first = ((MemoryRecords) data.records()).batches().iterator();
        if (first.hasNext()) {
            var batch = first.next();
            if (batch.isTransactional()) {
                return transactional.append(name, request, batch, append);
            }
        }
        return append.get();
    }

    /** A refusal by the transaction's coordinator. Anything else is a fault of the node's own. */
    private static ApiError failed(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiException) {
            return ApiError.fromThrowable(cause);
        }
        throw new CompletionException(cause);
    }

    private static Optional<ApiError> refusal(
            RequestContext context,
            ProduceRequest request,
            TopicProduceData named,
            Optional<TopicState> topic,
            PartitionProduceData data) {
        if (topic.isEmpty()) {
            return Optional.of(new ApiError(Topics.unknown(named.topicId())));
        }
        if (!Topics.has(topic.get(), data.index())) {
            return Optional.of(new ApiError(Errors.UNKNOWN_TOPIC_OR_PARTITION));
        }
        if (Topic.isInternal(topic.get().name()) && !context.clientId().equals(ADMIN_CLIENT_ID)) {
            return Optional.of(new ApiError(
                    Errors.INVALID_TOPIC_EXCEPTION,
                    "only coordinators write to " + topic.get().name()));
        }
        try {
            ProduceRequest.validateRecords(request.version(), data.records());
            return Optional.empty();
        } catch (ApiException e) {
            return Optional.of(ApiError.fromThrowable(e));
        } catch (RuntimeException e) {
            // The iterator over batches says it so when the first header makes no sense.
            return Optional.of(new ApiError(Errors.CORRUPT_MESSAGE, e.getMessage()));
        }
    }

    /** The client waits for no answer: the end of the connection tells it to look at its metadata again. */
    private static Reply silence(List<PartitionResult> results) {
        return results.stream()
                .filter(result -> result.error().isFailure())
                .findFirst()
                .<Reply>map(result -> new Reply.Close("produce with acks=0 to " + result.name() + "-" + result.index()
                        + " failed: " + result.error().messageWithFallback()))
                .orElseGet(Reply.None::new);
    }
}
