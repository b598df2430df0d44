package io.takhin.daemon.adapter.kafka.topic;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.adapter.kafka.config.TopicConfigs;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** CreateTopics: each topic for itself; it has leaders when it is answered. */
public final class CreateTopicsHandler implements ApiHandler<CreateTopicsRequest> {

    private final Backend backend;
    private final TopicConfigs configs;
    private final PartitionBudget budget;

    /** Takes the backend, what shows the configs that a new topic has, and how many partitions a request may create. */
    public CreateTopicsHandler(Backend backend, TopicConfigs configs, PartitionBudget budget) {
        this.backend = backend;
        this.configs = configs;
        this.budget = budget;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.CREATE_TOPICS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, CreateTopicsRequest request) {
        var data = request.data();
        var options = ChangeTimeouts.options(data.validateOnly(), data.timeoutMs());
        var duplicates = new HashSet<String>();
        Set<String> seen = new HashSet<>();
        data.topics().forEach(topic -> {
            if (!seen.add(topic.name())) {
                duplicates.add(topic.name());
            }
        });
        var tooMany = budget.problem(data.topics().stream().mapToLong(CreateTopicsHandler::partitions));
        var results = data.topics().stream()
                .filter(topic -> !duplicates.contains(topic.name()))
                .map(topic -> tooMany.map(error -> CompletableFuture.completedFuture(refused(topic.name(), error)))
                        .orElseGet(() -> create(topic, options)))
                .toList();
        return Futures.all(results).thenApply(all -> {
            var collection = new CreatableTopicResultCollection(all.size());
            collection.addAll(all);
            duplicates.forEach(name -> collection.add(
                    refused(name, new ApiError(Errors.INVALID_REQUEST, "the request names topic " + name + " twice"))));
            return Reply.of(new CreateTopicsResponse(new CreateTopicsResponseData().setTopics(collection)));
        });
    }

    private CompletableFuture<CreatableTopicResult> create(CreatableTopic topic, ChangeOptions options) {
        return switch (NewTopicRequest.of(topic, backend.cluster())) {
            case NewTopicRequest.Good(var wanted) ->
                backend.createTopic(wanted, options).thenApply(outcome -> result(topic, outcome));
            case NewTopicRequest.Bad(var error) -> CompletableFuture.completedFuture(refused(topic.name(), error));
        };
    }

    private static long partitions(CreatableTopic topic) {
        return topic.assignments().isEmpty()
                ? Math.max(topic.numPartitions(), 0)
                : topic.assignments().size();
    }

    private CreatableTopicResult result(CreatableTopic asked, Outcome<TopicState> outcome) {
        return switch (outcome) {
            case Outcome.Done<TopicState>(var topic) ->
                new CreatableTopicResult()
                        .setName(topic.name())
                        .setTopicId(Topics.uuid(topic.id()))
                        .setNumPartitions(topic.partitionCount())
                        .setReplicationFactor((short) topic.replicationFactor())
                        .setConfigs(configs.ofNewTopic(topic));
            case Outcome.Rejected<TopicState> _, Outcome.Unknown<TopicState> _ ->
                refused(asked.name(), KafkaErrors.of(outcome));
        };
    }

    private static CreatableTopicResult refused(String name, ApiError error) {
        return new CreatableTopicResult()
                .setName(name)
                .setTopicId(Uuid.ZERO_UUID)
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
    }
}
