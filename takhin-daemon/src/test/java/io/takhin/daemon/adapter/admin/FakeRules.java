package io.takhin.daemon.adapter.admin;

import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two configs: one of time, one of size. */
final class FakeRules implements TopicConfigRules {

    private static final Map<String, String> DEFAULTS =
            Map.of("max.message.bytes", "1048588", "retention.ms", "604800000");

    @Override
    public Optional<String> problem(Map<String, String> configs) {
        return configs.keySet().stream()
                .filter(name -> !DEFAULTS.containsKey(name))
                .findFirst()
                .map(name -> "unknown config " + name);
    }

    @Override
    public Map<String, String> topicDefaults(Map<String, String> brokerConfigs) {
        return Map.of();
    }

    @Override
    public Map<String, String> brokerNames() {
        return Map.of();
    }

    @Override
    public List<ConfigEntry> effective(Map<String, String> configs) {
        return DEFAULTS.keySet().stream()
                .sorted()
                .map(name -> new ConfigEntry(
                        name,
                        configs.getOrDefault(name, DEFAULTS.get(name)),
                        configs.containsKey(name) ? ConfigEntry.Source.TOPIC : ConfigEntry.Source.DEFAULT,
                        "A config."))
                .toList();
    }
}
