package io.takhin.daemon.adapter.kafka.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;

/** The APIs that are served: what is here is advertised, and what is advertised is here. Immutable. */
public final class ApiRegistry {

    private final Map<ApiKeys, ApiHandler<?>> handlers;

    /**
     * Takes the handlers; ApiVersions is added, as only the registry knows them all.
     *
     * @throws IllegalArgumentException if two handlers serve the same API
     */
    public ApiRegistry(List<ApiHandler<?>> handlers) {
        var all = new ArrayList<>(handlers);
        all.add(new ApiVersionsHandler(this::versions));
        var byKey = new EnumMap<ApiKeys, ApiHandler<?>>(ApiKeys.class);
        for (var handler : all) {
            if (byKey.put(handler.key(), handler) != null) {
                throw new IllegalArgumentException("two handlers serve " + handler.key());
            }
        }
        this.handlers = Collections.unmodifiableMap(byKey);
    }

    /** What ApiVersions advertises: a new collection each time, as each belongs to its response. */
    public ApiVersionCollection versions() {
        var versions = new ApiVersionCollection(handlers.size());
        for (var handler : handlers.values()) {
            versions.add(new ApiVersion()
                    .setApiKey(handler.key().id)
                    .setMinVersion(advertisedMin(handler.key()))
                    .setMaxVersion(handler.versionMax()));
        }
        return versions;
    }

    /** Whether requests of this API and version are served. */
    public boolean serves(ApiKeys key, short version) {
        var handler = handlers.get(key);
        return handler != null && key.oldestVersion() <= version && version <= handler.versionMax();
    }

    /** The handler of an API. */
    public Optional<ApiHandler<?>> handler(ApiKeys key) {
        return Optional.ofNullable(handlers.get(key));
    }

    /**
     * Starts a request; never throws: what goes wrong fails the future.
     *
     * @throws IllegalArgumentException if the API is not served, which the caller must have checked
     */
    public CompletableFuture<Reply> handle(RequestContext context, AbstractRequest request) {
        var handler = handlers.get(request.apiKey());
        if (handler == null) {
            throw new IllegalArgumentException(request.apiKey() + " is not served");
        }
        try {
            return start(handler, context, request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @SuppressWarnings(
            "unchecked") // A handler's type is that of its key's requests: AbstractRequest.parseRequest made it.
    private static <T extends AbstractRequest> CompletableFuture<Reply> start(
            ApiHandler<T> handler, RequestContext context, AbstractRequest request) {
        return handler.handle(context, (T) request);
    }

    /**
     * Kafka advertises Produce from 0, which it does not serve: old librdkafka takes a higher minimum for a broker too
     * old.
     */
    private static short advertisedMin(ApiKeys key) {
        return key == ApiKeys.PRODUCE ? ApiKeys.PRODUCE_API_VERSIONS_RESPONSE_MIN_VERSION : key.oldestVersion();
    }
}
