package io.takhin.daemon.adapter.kafka.api;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.feature.Features;
import org.apache.kafka.common.feature.SupportedVersionRange;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** ApiVersions: what is served. A version newer than ours is answered in version 0 with ours (KIP-35, KIP-511). */
final class ApiVersionsHandler implements ApiHandler<ApiVersionsRequest> {

    /**
     * The features that clients look for: consumer groups of KIP-848, and transactions of KIP-890, whose producers let
     * the broker add partitions. They are part of the program and never change within a cluster's life, hence the
     * epoch.
     */
    private static final Map<String, Short> FINALIZED =
            Map.of("group.version", (short) 1, "transaction.version", (short) 2);

    private static final Map<String, SupportedVersionRange> SUPPORTED = Map.of(
            "group.version", new SupportedVersionRange((short) 0, (short) 1),
            "transaction.version", new SupportedVersionRange((short) 0, (short) 2));

    private static final long FEATURES_EPOCH = 0;

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
                .setSupportedFeatures(Features.supportedFeatures(SUPPORTED))
                .setFinalizedFeatures(FINALIZED)
                .setFinalizedFeaturesEpoch(FEATURES_EPOCH)
                .build();
    }
}
