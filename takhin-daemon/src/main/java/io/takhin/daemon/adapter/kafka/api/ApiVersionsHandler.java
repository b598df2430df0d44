package io.takhin.daemon.adapter.kafka.api;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.feature.Features;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** ApiVersions: what is served. A version newer than ours is answered in version 0 with ours (KIP-35, KIP-511). */
final class ApiVersionsHandler implements ApiHandler<ApiVersionsRequest> {

    private final Supplier<ApiVersionCollection> versions;

    ApiVersionsHandler(Supplier<ApiVersionCollection> versions) {
        this.versions = versions;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.API_VERSIONS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, ApiVersionsRequest request) {
        if (request.hasUnsupportedRequestVersion()) {
            return Reply.now(response(Errors.UNSUPPORTED_VERSION));
        }
        if (!request.isValid()) {
            return Reply.now(request.getErrorResponse(0, Errors.INVALID_REQUEST.exception()));
        }
        return Reply.now(response(Errors.NONE));
    }

    private ApiVersionsResponse response(Errors error) {
        return new ApiVersionsResponse.Builder()
                .setError(error)
                .setApiVersions(versions.get())
                .setSupportedFeatures(Features.emptySupportedFeatures())
                .setFinalizedFeatures(Map.of())
                .setFinalizedFeaturesEpoch(ApiVersionsResponse.UNKNOWN_FINALIZED_FEATURES_EPOCH)
                .build();
    }
}
