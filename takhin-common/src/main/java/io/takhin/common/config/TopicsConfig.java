package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.util.Map;

/**
 * Section {@code topics}.
 *
 * @param partitions how many partitions
 * @param replicationFactor how many replicas
 * @param autoCreate whether using a missing topic creates it
 * @param configs Kafka's topic configs
 */
@Doc("What topics get that ask for nothing.")
public record TopicsConfig(
        @Setting(value = "1", min = "1", max = "100000") @Doc("How many partitions a topic gets.")
        int partitions,

        @Setting(value = "3", min = "1", max = "1000")
        @Doc("How many replicas a partition gets, as far as there are voters.")
        int replicationFactor,

        @Setting(value = "false", dev = "true") @Doc("Whether producing to a topic that does not exist creates it.")
        boolean autoCreate,

        @Setting("")
        @Doc("Kafka's topic configs that are in force where a topic sets nothing, by Kafka's names, such as"
                + " retention.ms.")
        Map<String, String> configs) {

    /** Copies the map. */
    public TopicsConfig {
        configs = Map.copyOf(configs);
    }
}
