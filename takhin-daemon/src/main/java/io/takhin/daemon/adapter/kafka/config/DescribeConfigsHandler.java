package io.takhin.daemon.adapter.kafka.config;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.core.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsSynonym;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsRequest;
import org.apache.kafka.common.requests.DescribeConfigsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeConfigs: all configs of resources, or some by name. */
public final class DescribeConfigsHandler implements ApiHandler<DescribeConfigsRequest> {

    private final ConfigResources resources;

    /** Takes the resources that have configs. */
    public DescribeConfigsHandler(ConfigResources resources) {
        this.resources = resources;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_CONFIGS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeConfigsRequest request) {
        var results = request.data().resources().stream()
                .map(resource -> describe(request.data(), resource))
                .toList();
        return Reply.now(new DescribeConfigsResponse(new DescribeConfigsResponseData().setResults(results)));
    }

    private DescribeConfigsResult describe(DescribeConfigsRequestData data, DescribeConfigsResource asked) {
        var configs = resources.find(asked.resourceType());
        if (configs.isEmpty()) {
            return result(asked, ConfigResources.unknown(asked.resourceType()));
        }
        var outcome = configs.get().describe(asked.resourceName());
        return switch (outcome) {
            case Outcome.Done<List<DescribedConfig>>(var all) ->
                result(asked, ApiError.NONE)
                        .setConfigs(all.stream()
                                .filter(each -> wanted(asked, each.name()))
                                .map(each -> view(data, each))
                                .toList());
            case Outcome.Rejected<List<DescribedConfig>> _, Outcome.Unknown<List<DescribedConfig>> _ ->
                result(asked, KafkaErrors.of(outcome));
        };
    }

    private static boolean wanted(DescribeConfigsResource asked, String name) {
        var names = asked.configurationKeys();
        return names == null || names.contains(name);
    }

    private static DescribeConfigsResult result(DescribeConfigsResource asked, ApiError error) {
        return new DescribeConfigsResult()
                .setResourceType(asked.resourceType())
                .setResourceName(asked.resourceName())
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message());
    }

    private static DescribeConfigsResourceResult view(DescribeConfigsRequestData data, DescribedConfig config) {
        return new DescribeConfigsResourceResult()
                .setName(config.name())
                .setValue(config.value())
                .setReadOnly(config.readOnly())
                .setConfigSource(config.source().id())
                .setConfigType(config.type().id())
                .setDocumentation(data.includeDocumentation() ? config.documentation() : null)
                .setSynonyms(
                        data.includeSynonyms()
                                ? config.synonyms().stream()
                                        .map(synonym -> new DescribeConfigsSynonym()
                                                .setName(synonym.name())
                                                .setValue(synonym.value())
                                                .setSource(synonym.source().id()))
                                        .toList()
                                : List.of());
    }
}
