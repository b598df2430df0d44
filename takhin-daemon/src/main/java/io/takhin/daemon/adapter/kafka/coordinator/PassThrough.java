package io.takhin.daemon.adapter.kafka.coordinator;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestContext;

/**
 * Serves an API whose requests a coordinator takes as they are.
 *
 * @param key which API
 * @param service what answers
 * @param <T> Kafka's class of the API's requests
 */
public record PassThrough<T extends AbstractRequest>(ApiKeys key, Service<T> service) implements ApiHandler<T> {

    /** Answers requests. */
    @FunctionalInterface
    public interface Service<T extends AbstractRequest> {
        /** As {@link ApiHandler#handle}. */
        CompletableFuture<? extends AbstractResponse> answer(RequestContext context, T request);
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, T request) {
        return service.answer(context, request).thenApply(Reply::of);
    }
}
