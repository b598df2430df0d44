package io.takhin.common.config;

import java.util.List;

/**
 * A configuration that was read, and where each value comes from.
 *
 * @param configuration the values
 * @param values each key's value as text, with its origin, in the order of the reference
 */
public record LoadedConfiguration(Configuration configuration, List<Value> values) {

    /** Copies the list. */
    public LoadedConfiguration {
        values = List.copyOf(values);
    }

    /**
     * One value.
     *
     * @param key its key
     * @param text the value as text
     * @param origin where it comes from
     */
    public record Value(ConfigKey key, String text, Origin origin) {}
}
