package io.takhin.daemon.adapter.kafka.config;

import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.server.config.ServerTopicConfigSynonyms;

/** The configs of topics. */
public final class TopicConfigs implements ResourceConfigs {

    private final Backend backend;
    private final TopicConfigRules rules;

    /** Takes the rules that say which configs there are. */
    public TopicConfigs(Backend backend, TopicConfigRules rules) {
        this.backend = backend;
        this.rules = rules;
    }

    @Override
    public ConfigResource.Type type() {
        return ConfigResource.Type.TOPIC;
    }

    @Override
    public Outcome<List<DescribedConfig>> describe(String resource) {
        return backend.metadata()
                .topic(resource)
                .map(topic -> Outcome.done(describe(topic)))
                .orElseGet(() -> Outcome.reject(Rejection.Reason.UNKNOWN_TOPIC, "there is no topic " + resource));
    }

    @Override
    public CompletableFuture<Outcome<List<DescribedConfig>>> newest(String resource) {
        return backend.topic(resource).thenApply(outcome -> outcome.map(this::describe));
    }

    private List<DescribedConfig> describe(TopicState topic) {
        var defaults = rules.effective(Map.of()).stream()
                .collect(Collectors.toUnmodifiableMap(ConfigEntry::name, entry -> entry));
        return rules.effective(topic.configs()).stream()
                .map(entry -> describe(entry, defaults))
                .toList();
    }

    private static DescribedConfig describe(ConfigEntry entry, Map<String, ConfigEntry> defaults) {
        var synonyms = new ArrayList<DescribedConfig.Synonym>();
        if (entry.source() == ConfigEntry.Source.TOPIC) {
            synonyms.add(new DescribedConfig.Synonym(entry.name(), entry.value(), ConfigSource.TOPIC_CONFIG));
        }
        var fallback = defaults.get(entry.name());
        if (fallback != null) {
            synonyms.add(
                    new DescribedConfig.Synonym(serverName(entry.name()), fallback.value(), source(fallback.source())));
        }
        return new DescribedConfig(
                entry.name(),
                entry.value(),
                source(entry.source()),
                ConfigTypes.ofTopicConfig(entry.name()),
                false,
                entry.documentation(),
                synonyms);
    }

    /** What a topic config is called where a broker sets its default. */
    static String serverName(String topicConfig) {
        var names = ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS.get(topicConfig);
        return names == null || names.isEmpty() ? topicConfig : names.get(0).name();
    }

    static ConfigSource source(ConfigEntry.Source source) {
        return switch (source) {
            case TOPIC -> ConfigSource.TOPIC_CONFIG;
            case CLUSTER -> ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG;
            case NODE -> ConfigSource.STATIC_BROKER_CONFIG;
            case DEFAULT -> ConfigSource.DEFAULT_CONFIG;
        };
    }

    /** The configs of a topic as the answer to its creation lists them. */
    public List<CreatableTopicConfigs> ofNewTopic(TopicState topic) {
        return rules.effective(topic.configs()).stream()
                .map(entry -> new CreatableTopicConfigs()
                        .setName(entry.name())
                        .setValue(entry.value())
                        .setConfigSource(source(entry.source()).id()))
                .toList();
    }

    @Override
    public CompletableFuture<ApiError> alter(String resource, ConfigChange change, boolean validateOnly) {
        var options = new ChangeOptions(validateOnly, ChangeOptions.DEFAULT.timeout());
        return backend.alterConfigs(resource, change, options).thenApply(KafkaErrors::of);
    }
}
