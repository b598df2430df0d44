package io.takhin.daemon.port.log;

import io.takhin.common.model.config.ConfigEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which topic configs there are and which values they take: Kafka's own names, bounds and defaults. */
public interface TopicConfigRules {

    /** Says what is wrong with a topic's configs as a whole, or nothing when they are good. */
    Optional<String> problem(Map<String, String> configs);

    /**
     * What topics get that set nothing, when these broker configs are set for the whole cluster: topic configs by their
     * own names. Configs that are no defaults of topics are passed over.
     *
     * @throws IllegalArgumentException if a value can't be read
     */
    Map<String, String> topicDefaults(Map<String, String> brokerConfigs);

    /** The broker configs that are defaults of topics, by name: which topic config each is for. */
    Map<String, String> brokerNames();

    /** All configs of a topic that has set {@code configs}, by name, with defaults and where each comes from. */
    List<ConfigEntry> effective(Map<String, String> configs);
}
