package io.takhin.daemon.adapter.kafka.config;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.core.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.IncrementalAlterConfigsRequest;
import org.apache.kafka.common.requests.IncrementalAlterConfigsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** IncrementalAlterConfigs: sets, removes, and changes lists by one element (KIP-339). */
public final class IncrementalAlterConfigsHandler implements ApiHandler<IncrementalAlterConfigsRequest> {

    private final ConfigResources resources;

    /** Takes the resources that have configs. */
    public IncrementalAlterConfigsHandler(ConfigResources resources) {
        this.resources = resources;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.INCREMENTAL_ALTER_CONFIGS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, IncrementalAlterConfigsRequest request) {
        boolean validateOnly = request.data().validateOnly();
        var responses = request.data().resources().stream()
                .map(resource -> alter(resource, validateOnly).thenApply(error -> response(resource, error)))
                .toList();
        return Futures.all(responses)
                .thenApply(all -> Reply.of(new IncrementalAlterConfigsResponse(
                        new IncrementalAlterConfigsResponseData().setResponses(all))));
    }

    private CompletableFuture<ApiError> alter(AlterConfigsResource asked, boolean validateOnly) {
        var configs = resources.find(asked.resourceType());
        if (configs.isEmpty()) {
            return CompletableFuture.completedFuture(ConfigResources.unknown(asked.resourceType()));
        }
        return configs.get().newest(asked.resourceName()).thenCompose(now -> switch (now) {
            case Outcome.Done<List<DescribedConfig>>(var all) ->
                switch (IncrementalChange.of(asked.configs(), all)) {
                    case IncrementalChange.Good(var change) ->
                        configs.get().alter(asked.resourceName(), change, validateOnly);
                    case IncrementalChange.Bad(var error) -> CompletableFuture.completedFuture(error);
                };
            case Outcome.Rejected<List<DescribedConfig>> _, Outcome.Unknown<List<DescribedConfig>> _ ->
                CompletableFuture.completedFuture(KafkaErrors.of(now));
        });
    }

    private static AlterConfigsResourceResponse response(AlterConfigsResource asked, ApiError error) {
        return new AlterConfigsResourceResponse()
                .setResourceType(asked.resourceType())
                .setResourceName(asked.resourceName())
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
    }
}
