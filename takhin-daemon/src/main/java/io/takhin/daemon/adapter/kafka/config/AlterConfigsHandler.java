package io.takhin.daemon.adapter.kafka.config;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.ConfigChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.AlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.AlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AlterConfigsRequest;
import org.apache.kafka.common.requests.AlterConfigsResponse;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.RequestContext;

/** AlterConfigs: what is named is set, and all that was set and is not named returns to its default. */
public final class AlterConfigsHandler implements ApiHandler<AlterConfigsRequest> {

    private static final Set<ConfigSource> SET_BY_REQUESTS = Set.of(
            ConfigSource.TOPIC_CONFIG,
            ConfigSource.GROUP_CONFIG,
            ConfigSource.DYNAMIC_BROKER_CONFIG,
            ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);

    private final ConfigResources resources;

    /** Takes the resources that have configs. */
    public AlterConfigsHandler(ConfigResources resources) {
        this.resources = resources;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ALTER_CONFIGS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, AlterConfigsRequest request) {
        var responses = request.data().resources().stream()
                .map(resource -> alter(resource, request.validateOnly()).thenApply(error -> response(resource, error)))
                .toList();
        return Futures.all(responses)
                .thenApply(all -> Reply.of(new AlterConfigsResponse(new AlterConfigsResponseData().setResponses(all))));
    }

    private CompletableFuture<ApiError> alter(AlterConfigsResource asked, boolean validateOnly) {
        var configs = resources.find(asked.resourceType());
        if (configs.isEmpty()) {
            return CompletableFuture.completedFuture(ConfigResources.unknown(asked.resourceType()));
        }
        Map<String, String> set = new HashMap<>();
        for (var config : asked.configs()) {
            if (config.value() == null) {
                return CompletableFuture.completedFuture(
                        new ApiError(Errors.INVALID_CONFIG, "config " + config.name() + " has no value"));
            }
            set.put(config.name(), config.value());
        }
        return configs.get().newest(asked.resourceName()).thenCompose(now -> switch (now) {
            case Outcome.Done<List<DescribedConfig>>(var all) ->
                configs.get().alter(asked.resourceName(), change(set, all), validateOnly);
            case Outcome.Rejected<List<DescribedConfig>> _, Outcome.Unknown<List<DescribedConfig>> _ ->
                CompletableFuture.completedFuture(KafkaErrors.of(now));
        });
    }

    private static ConfigChange change(Map<String, String> set, List<DescribedConfig> all) {
        var remove = all.stream()
                .filter(config -> SET_BY_REQUESTS.contains(config.source()))
                .map(DescribedConfig::name)
                .filter(name -> !set.containsKey(name))
                .toList();
        return new ConfigChange(set, remove);
    }

    private static AlterConfigsResourceResponse response(AlterConfigsResource asked, ApiError error) {
        return new AlterConfigsResourceResponse()
                .setResourceType(asked.resourceType())
                .setResourceName(asked.resourceName())
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
    }
}
