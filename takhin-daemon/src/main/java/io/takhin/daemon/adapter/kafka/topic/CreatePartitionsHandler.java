package io.takhin.daemon.adapter.kafka.topic;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.core.metadata.ReplicaAssignment;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewPartitions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsAssignment;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.CreatePartitionsRequest;
import org.apache.kafka.common.requests.CreatePartitionsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** CreatePartitions: grows topics. */
public final class CreatePartitionsHandler implements ApiHandler<CreatePartitionsRequest> {

    private final Backend backend;
    private final PartitionBudget budget;

    /** Takes the backend, and how many partitions a request may create. */
    public CreatePartitionsHandler(Backend backend, PartitionBudget budget) {
        this.backend = backend;
        this.budget = budget;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.CREATE_PARTITIONS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, CreatePartitionsRequest request) {
        var data = request.data();
        var options = ChangeTimeouts.options(data.validateOnly(), data.timeoutMs());
        var tooMany = budget.problem(data.topics().stream().mapToLong(this::more));
        var results = data.topics().stream()
                .map(topic -> tooMany.map(error -> refused(topic, error)).orElseGet(() -> grow(topic, options)))
                .toList();
        return Futures.all(results)
                .thenApply(all ->
                        Reply.of(new CreatePartitionsResponse(new CreatePartitionsResponseData().setResults(all))));
    }

    private long more(CreatePartitionsTopic asked) {
        long now = backend.metadata()
                .topic(asked.name())
                .map(TopicState::partitionCount)
                .orElse(0);
        return Math.max(asked.count() - now, 0);
    }

    private CompletableFuture<CreatePartitionsTopicResult> grow(CreatePartitionsTopic asked, ChangeOptions options) {
        var topic = backend.metadata().topic(asked.name());
        if (topic.isEmpty()) {
            return refused(asked, new ApiError(Errors.UNKNOWN_TOPIC_OR_PARTITION));
        }
        int now = topic.get().partitionCount();
        if (asked.count() == now) {
            return refused(
                    asked,
                    new ApiError(
                            Errors.INVALID_PARTITIONS,
                            "topic " + asked.name() + " has " + now + " partitions already"));
        }
        if (asked.assignments() == null) {
            return backend.addPartitions(asked.name(), asked.count(), options)
                    .thenApply(outcome -> result(asked, KafkaErrors.of(outcome)));
        }
        var nodes = asked.assignments().stream()
                .map(CreatePartitionsAssignment::brokerIds)
                .toList();
        return problem(topic.get(), asked, nodes)
                .map(error -> refused(asked, error))
                .orElseGet(() -> backend.addPartitions(
                                asked.name(), new NewPartitions(asked.count(), new ReplicaAssignment(nodes)), options)
                        .thenApply(outcome -> result(asked, KafkaErrors.of(outcome))));
    }

    private Optional<ApiError> problem(TopicState topic, CreatePartitionsTopic asked, List<List<Integer>> nodes) {
        int now = topic.partitionCount();
        if (asked.count() > now && asked.count() - now != nodes.size()) {
            return Assignments.refusal(
                    (asked.count() - now) + " new partitions need as many assignments, not " + nodes.size());
        }
        // As in Kafka, as many as partition 0 has. Where nobody named those it has all voters, whatever was asked for.
        var first = topic.assigned().of(0);
        return Assignments.problem(
                nodes, now, first.isEmpty() ? OptionalInt.empty() : OptionalInt.of(first.size()), backend.cluster());
    }

    private static CompletableFuture<CreatePartitionsTopicResult> refused(CreatePartitionsTopic asked, ApiError error) {
        return CompletableFuture.completedFuture(result(asked, error));
    }

    private static CreatePartitionsTopicResult result(CreatePartitionsTopic asked, ApiError error) {
        return new CreatePartitionsTopicResult()
                .setName(asked.name())
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
    }
}
