package io.takhin.daemon.adapter.kafka.config;

import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;

/**
 * The configs of this node, by Kafka's names, with what topics get that set nothing. They come from the daemon's
 * configuration and are read only; the cluster as a whole has none of its own.
 */
public final class BrokerConfigs implements ResourceConfigs {

    private static final String WHOLE_CLUSTER = "";

    private final Backend backend;
    private final TopicConfigRules rules;
    private final Map<String, String> own;

    /** Takes the node's own configs. */
    public BrokerConfigs(Backend backend, TopicConfigRules rules, Map<String, String> own) {
        this.backend = backend;
        this.rules = rules;
        this.own = Map.copyOf(own);
    }

    @Override
    public ConfigResource.Type type() {
        return ConfigResource.Type.BROKER;
    }

    @Override
    public Outcome<List<DescribedConfig>> describe(String resource) {
        if (resource.equals(WHOLE_CLUSTER)) {
            return Outcome.done(List.of());
        }
        if (!resource.equals(String.valueOf(backend.cluster().nodeId()))) {
            return Outcome.reject(
                    Rejection.Reason.INVALID_REQUEST,
                    "this is node " + backend.cluster().nodeId() + ": ask node " + resource + " for its configs");
        }
        var all = new TreeMap<String, DescribedConfig>();
        for (var entry : rules.effective(Map.of())) {
            all.put(TopicConfigs.serverName(entry.name()), defaultOfTopics(entry));
        }
        own.forEach((name, value) -> all.put(
                name,
                new DescribedConfig(
                        name,
                        value,
                        ConfigSource.STATIC_BROKER_CONFIG,
                        ConfigType.STRING,
                        true,
                        "",
                        List.of(new DescribedConfig.Synonym(name, value, ConfigSource.STATIC_BROKER_CONFIG)))));
        return Outcome.done(List.copyOf(all.values()));
    }

    private static DescribedConfig defaultOfTopics(ConfigEntry entry) {
        var name = TopicConfigs.serverName(entry.name());
        var source = TopicConfigs.source(entry.source());
        return new DescribedConfig(
                name,
                entry.value(),
                source,
                ConfigTypes.ofTopicConfig(entry.name()),
                true,
                entry.documentation(),
                List.of(new DescribedConfig.Synonym(name, entry.value(), source)));
    }

    @Override
    public CompletableFuture<ApiError> alter(String resource, ConfigChange change, boolean validateOnly) {
        return CompletableFuture.completedFuture(new ApiError(
                Errors.INVALID_REQUEST,
                "a node's configs come from its configuration file: change that and restart the node"));
    }
}
