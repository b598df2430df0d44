package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.storage.internals.log.LogConfig;

/** Topic configs by Kafka's own rules: its names, bounds, cross-checks and words. Any thread may call. */
public final class KafkaTopicConfigRules implements TopicConfigRules {

    /**
     * Where takhin's defaults differ from Kafka's. Index files of the active segment have their full size as holes from
     * the start; 1 MiB in place of 10 keeps address space and copies small with many partitions, and covers 350 MB of
     * small batches.
     */
    static final Map<String, String> OWN_DEFAULTS = Map.of(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG, "1048576");

    private final Map<String, String> nodeDefaults;
    private final Map<String, String> defaults;
    private final ConcurrentMap<Map<String, String>, WeakReference<LogConfig>> shared = new ConcurrentHashMap<>();

    /**
     * Takes the node's defaults.
     *
     * @param nodeDefaults topic configs by Kafka's names, in force where a topic sets nothing
     * @throws IllegalArgumentException if one is unknown or out of bounds
     */
    public KafkaTopicConfigRules(Map<String, String> nodeDefaults) {
        this.nodeDefaults = Map.copyOf(nodeDefaults);
        var all = new HashMap<>(OWN_DEFAULTS);
        all.putAll(nodeDefaults);
        this.defaults = Map.copyOf(all);
        problem(nodeDefaults).ifPresent(problem -> {
            throw new IllegalArgumentException("default of topics: " + problem);
        });
    }

    @Override
    public Optional<String> problem(Map<String, String> configs) {
        try {
            LogConfig.validate(Map.of(), configs, defaults, false);
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
        var known = shared.get(configs);
        var config = known == null ? null : known.get();
        if (config == null) {
            var overrides = new Properties();
            overrides.putAll(configs);
            config = LogConfig.fromProps(defaults, overrides);
            shared.values().removeIf(reference -> reference.get() == null);
            shared.put(Map.copyOf(configs), new WeakReference<>(config));
        }
        return config;
    }

    private ConfigEntry entry(ConfigDef.ConfigKey key, Map<String, String> configs, Map<String, ?> values) {
        var name = key.name;
        var source = configs.containsKey(name)
                ? ConfigEntry.Source.TOPIC
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
