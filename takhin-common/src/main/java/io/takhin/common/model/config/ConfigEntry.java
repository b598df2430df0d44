package io.takhin.common.model.config;

import io.takhin.common.json.Doc;

/**
 * One config with its value and where the value comes from.
 *
 * @param name Kafka's name
 * @param value the value in force, as text
 * @param source where it was set
 * @param documentation what it does, in Kafka's words
 */
@Doc("One config, its value, and where the value comes from.")
public record ConfigEntry(
        @Doc("Kafka's name of the config.") String name,
        @Doc("The value in force.") String value,
        @Doc("Where the value was set.") Source source,
        @Doc("What it does.") String documentation) {

    /** Where a value was set. */
    public enum Source {
        /** For this topic. */
        TOPIC,
        /** For the whole cluster, while it runs. */
        CLUSTER,
        /** In the daemon's configuration. */
        NODE,
        /** Nowhere: the default. */
        DEFAULT
    }
}
