package io.takhin.daemon.adapter.kafka.config;

import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;

/**
 * The configs of a node, by Kafka's names, with what topics get that set nothing; and under the empty name those that
 * are set for the whole cluster. They come from the daemon's configuration; {@link BrokerConfigRules} says which can be
 * changed while it runs.
 */
public final class BrokerConfigs implements ResourceConfigs {

    private final Backend backend;
    private final TopicConfigRules topics;
    private final BrokerConfigRules rules;
    private final Map<String, String> own;

    /** Takes the node's own configs. */
    public BrokerConfigs(Backend backend, TopicConfigRules topics, Map<String, String> own) {
        this.backend = backend;
        this.topics = topics;
        this.rules = new BrokerConfigRules(topics, own.keySet());
        this.own = Map.copyOf(own);
    }

    @Override
    public ConfigResource.Type type() {
        return ConfigResource.Type.BROKER;
    }

    @Override
    public Outcome<List<DescribedConfig>> describe(String resource) {
        var control = backend.metadata().control();
        if (resource.equals(ClusterControl.ALL_NODES)) {
            return Outcome.done(control.configsOf(resource).entrySet().stream()
                    .map(set -> described(
                            set.getKey(),
                            rules.typeOf(set.getKey()),
                            List.of(new DescribedConfig.Synonym(
                                    set.getKey(), set.getValue(), ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG))))
                    .toList());
        }
        return elsewhere(resource)
                .<Outcome<List<DescribedConfig>>>map(Outcome.Rejected::new)
                .orElseGet(() -> Outcome.done(ofThisNode(control)));
    }

    private Optional<Rejection> elsewhere(String resource) {
        int id = backend.cluster().nodeId();
        return resource.equals(String.valueOf(id))
                ? Optional.empty()
                : Optional.of(new Rejection(
                        Rejection.Reason.INVALID_REQUEST,
                        "this is node " + id + ": ask node " + resource + " about its configs"));
    }

    private List<DescribedConfig> ofThisNode(ClusterControl control) {
        var all = new TreeMap<String, DescribedConfig>();
        for (var entry : topics.effective(Map.of())) {
            all.put(TopicConfigs.serverName(entry.name()), defaultOfTopics(entry));
        }
        var ofNode = control.configsOf(String.valueOf(backend.cluster().nodeId()));
        var ofCluster = control.configsOf(ClusterControl.ALL_NODES);
        own.forEach((name, value) -> {
            var synonyms = new ArrayList<DescribedConfig.Synonym>();
            if (ofNode.containsKey(name)) {
                synonyms.add(new DescribedConfig.Synonym(name, ofNode.get(name), ConfigSource.DYNAMIC_BROKER_CONFIG));
            }
            if (ofCluster.containsKey(name)) {
                synonyms.add(new DescribedConfig.Synonym(
                        name, ofCluster.get(name), ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG));
            }
            synonyms.add(new DescribedConfig.Synonym(name, value, ConfigSource.STATIC_BROKER_CONFIG));
            all.put(name, described(name, rules.typeOf(name), synonyms));
        });
        return List.copyOf(all.values());
    }

    /** What comes first is in force. */
    private DescribedConfig described(String name, ConfigType type, List<DescribedConfig.Synonym> synonyms) {
        var first = synonyms.getFirst();
        return new DescribedConfig(name, first.value(), first.source(), type, !rules.isDynamic(name), "", synonyms);
    }

    private static DescribedConfig defaultOfTopics(ConfigEntry entry) {
        var name = TopicConfigs.serverName(entry.name());
        var source = TopicConfigs.source(entry.source());
        return new DescribedConfig(
                name,
                entry.value(),
                source,
                ConfigTypes.ofTopicConfig(entry.name()),
                false,
                entry.documentation(),
                List.of(new DescribedConfig.Synonym(name, entry.value(), source)));
    }

    @Override
    public CompletableFuture<ApiError> alter(String resource, ConfigChange change, boolean validateOnly) {
        var problem = resource.equals(ClusterControl.ALL_NODES)
                ? rules.problemForAll(change, backend.metadata().control().configsOf(resource))
                : elsewhere(resource)
                        .map(rejection -> KafkaErrors.of(new Outcome.Rejected<>(rejection)))
                        .or(() -> rules.problemForOne(change));
        if (problem.isPresent()) {
            return CompletableFuture.completedFuture(problem.get());
        }
        var options = new ChangeOptions(validateOnly, ChangeOptions.DEFAULT.timeout());
        return backend.alterNodeConfigs(resource, change, options).thenApply(KafkaErrors::of);
    }
}
