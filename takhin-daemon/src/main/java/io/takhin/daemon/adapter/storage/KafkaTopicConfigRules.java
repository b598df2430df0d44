package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.server.config.ConfigSynonym;
import org.apache.kafka.server.config.ServerTopicConfigSynonyms;
import org.apache.kafka.storage.internals.log.LogConfig;

/** Topic configs by Kafka's own rules: its names, bounds, cross-checks and words. Any thread may call. */
public final class KafkaTopicConfigRules implements TopicConfigRules {

    /**
     * Where takhin's defaults differ from Kafka's. Index files of the active segment have their full size as holes from
     * the start; 1 MiB in place of 10 keeps address space and copies small with many partitions, and covers 350 MB of
     * small batches.
     */
    static final Map<String, String> OWN_DEFAULTS = Map.of(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG, "1048576");

    /** The broker configs that are defaults of topics. */
    private static final Map<String, String> BROKER_NAMES =
            brokerNamesOf(ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS);

    private final Map<String, String> nodeDefaults;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile Layers layers;

    /**
     * What topics get that set nothing, and the configs made from it.
     *
     * @param cluster what is set for the whole cluster
     * @param all that, over the node's own
     * @param shared topics with equal configs share one object
     */
    private record Layers(
            Map<String, String> cluster,
            Map<String, String> all,
            ConcurrentMap<Map<String, String>, WeakReference<LogConfig>> shared) {}

    /**
     * Takes the node's defaults.
     *
     * @param nodeDefaults topic configs by Kafka's names, in force where a topic sets nothing
     * @throws IllegalArgumentException if one is unknown or out of bounds
     */
    public KafkaTopicConfigRules(Map<String, String> nodeDefaults) {
        this.nodeDefaults = Map.copyOf(nodeDefaults);
        this.layers = layers(Map.of());
        problem(nodeDefaults).ifPresent(problem -> {
            throw new IllegalArgumentException("default of topics: " + problem);
        });
    }

    private Layers layers(Map<String, String> cluster) {
        var all = new HashMap<>(OWN_DEFAULTS);
        all.putAll(nodeDefaults);
        all.putAll(cluster);
        return new Layers(Map.copyOf(cluster), Map.copyOf(all), new ConcurrentHashMap<>());
    }

    /**
     * Puts other defaults for the whole cluster into force.
     *
     * @param topicConfigs by the topic configs' names, judged good
     */
    public void cluster(Map<String, String> topicConfigs) {
        if (!topicConfigs.equals(layers.cluster)) {
            layers = layers(topicConfigs);
            followers.forEach(Runnable::run);
        }
    }

    /** Has {@code follower} called after each change of what topics get that set nothing. */
    void follow(Runnable follower) {
        followers.add(follower);
    }

    private static Map<String, String> brokerNamesOf(Map<String, List<ConfigSynonym>> synonyms) {
        var names = new TreeMap<String, String>();
        synonyms.forEach((topicConfig, all) -> {
            if (LogConfig.configKeys().containsKey(topicConfig)) {
                all.forEach(synonym -> names.put(synonym.name(), topicConfig));
            }
        });
        return Collections.unmodifiableMap(names);
    }

    @Override
    public Map<String, String> brokerNames() {
        return BROKER_NAMES;
    }

    @Override
    public Map<String, String> topicDefaults(Map<String, String> brokerConfigs) {
        var defaults = new TreeMap<String, String>();
        ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS.forEach((topicConfig, synonyms) -> synonyms.stream()
                .filter(synonym -> brokerConfigs.containsKey(synonym.name()))
                .findFirst()
                .ifPresent(synonym ->
                        defaults.put(topicConfig, converted(synonym, brokerConfigs.getOrDefault(synonym.name(), "")))));
        return defaults;
    }

    private static String converted(ConfigSynonym synonym, String value) {
        // Kafka reads what is no number as 0.
        boolean converts = synonym.converter().equals(ConfigSynonym.HOURS_TO_MILLISECONDS)
                || synonym.converter().equals(ConfigSynonym.MINUTES_TO_MILLISECONDS);
        if (converts && !value.trim().matches("-?[0-9]{1,9}")) {
            throw new IllegalArgumentException("config " + synonym.name() + " is a whole number, not " + value);
        }
        return synonym.converter().apply(value);
    }

    @Override
    public Optional<String> problem(Map<String, String> configs) {
        try {
            LogConfig.validate(Map.of(), configs, layers.all, false);
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<ConfigEntry> effective(Map<String, String> configs) {
        var values = logConfig(configs).values();
        return LogConfig.configKeys().values().stream()
                .filter(key -> !key.internalConfig)
                .sorted(Comparator.comparing(key -> key.name))
                .map(key -> entry(key, configs, values))
                .toList();
    }

    /** The configs in force for a topic that has set {@code configs}; topics with equal configs share one object. */
    LogConfig logConfig(Map<String, String> configs) {
        var now = layers;
        var shared = now.shared;
        var known = shared.get(configs);
        var config = known == null ? null : known.get();
        if (config == null) {
            var overrides = new Properties();
            overrides.putAll(configs);
            config = LogConfig.fromProps(now.all, overrides);
            shared.values().removeIf(reference -> reference.get() == null);
            shared.put(Map.copyOf(configs), new WeakReference<>(config));
        }
        return config;
    }

    private ConfigEntry entry(ConfigDef.ConfigKey key, Map<String, String> configs, Map<String, ?> values) {
        var name = key.name;
        var source = configs.containsKey(name)
                ? ConfigEntry.Source.TOPIC
                : layers.cluster.containsKey(name)
                        ? ConfigEntry.Source.CLUSTER
                        : nodeDefaults.containsKey(name) ? ConfigEntry.Source.NODE : ConfigEntry.Source.DEFAULT;
        var text = ConfigDef.convertToString(values.get(name), key.type);
        return new ConfigEntry(name, text == null ? "" : text, source, key.documentation);
    }

    /** The same configs but with index files of at least a size, for a log that was written with larger ones. */
    LogConfig withIndexBytes(Map<String, String> configs, int indexBytesMin) {
        var config = logConfig(configs);
        if (config.maxIndexSize >= indexBytesMin) {
            return config;
        }
        var larger = new TreeMap<>(configs);
        larger.put(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG, String.valueOf(indexBytesMin));
        return logConfig(larger);
    }
}
