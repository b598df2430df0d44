package io.takhin.daemon.adapter.kafka.topic;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DeleteTopicsRequest;
import org.apache.kafka.common.requests.DeleteTopicsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DeleteTopics: by name or by id. */
public final class DeleteTopicsHandler implements ApiHandler<DeleteTopicsRequest> {

    private final Backend backend;

    /** Takes the backend. */
    public DeleteTopicsHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DELETE_TOPICS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DeleteTopicsRequest request) {
        var options = ChangeTimeouts.options(false, request.data().timeoutMs());
        Set<TopicState> seen = new HashSet<>();
        var results = states(request).stream()
                .map(state -> delete(state, options, seen))
                .toList();
        return Futures.all(results).thenApply(all -> {
            var responses = new DeletableTopicResultCollection(all.size());
            responses.addAll(all);
            return Reply.of(new DeleteTopicsResponse(new DeleteTopicsResponseData().setResponses(responses)));
        });
    }

    /** Until version 5 a request has names alone. */
    private static List<DeleteTopicState> states(DeleteTopicsRequest request) {
        return request.version() >= 6
                ? request.data().topics()
                : request.data().topicNames().stream()
                        .map(name -> new DeleteTopicState().setName(name))
                        .toList();
    }

    private CompletableFuture<DeletableTopicResult> delete(
            DeleteTopicState state, ChangeOptions options, Set<TopicState> seen) {
        boolean byId = !Uuid.ZERO_UUID.equals(state.topicId());
        if (byId == (state.name() != null)) {
            return refused(state, new ApiError(Errors.INVALID_REQUEST, "a topic is named by its name or by its id"));
        }
        var topic = Topics.find(backend.metadata(), state.topicId(), state.name());
        if (topic.isEmpty()) {
            return refused(state, new ApiError(Topics.unknown(state.topicId())));
        }
        if (!seen.add(topic.get())) {
            return refused(state, new ApiError(Errors.INVALID_REQUEST, "the request names the topic twice"));
        }
        return backend.delete(topic.get().name(), options)
                .thenApply(outcome -> result(state, KafkaErrors.of(outcome))
                        .setName(topic.get().name())
                        .setTopicId(Topics.uuid(topic.get().id())));
    }

    private static CompletableFuture<DeletableTopicResult> refused(DeleteTopicState state, ApiError error) {
        return CompletableFuture.completedFuture(result(state, error));
    }

    private static DeletableTopicResult result(DeleteTopicState state, ApiError error) {
        return new DeletableTopicResult()
                .setName(state.name())
                .setTopicId(state.topicId())
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
    }
}
