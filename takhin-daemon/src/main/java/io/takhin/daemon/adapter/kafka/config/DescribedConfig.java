package io.takhin.daemon.adapter.kafka.config;

import java.util.List;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;

/**
 * One config of a resource.
 *
 * @param name its name
 * @param value the value in force
 * @param source where that was set
 * @param type what kind of value it is
 * @param readOnly whether it can't be changed while the node runs
 * @param documentation what it does
 * @param synonyms where a value may come from, the one in force first
 */
public record DescribedConfig(
        String name,
        String value,
        ConfigSource source,
        ConfigType type,
        boolean readOnly,
        String documentation,
        List<Synonym> synonyms) {

    /** Copies the list. */
    public DescribedConfig {
        synonyms = List.copyOf(synonyms);
    }

    /**
     * One place where the value may come from.
     *
     * @param name what the config is called there
     * @param value its value there
     * @param source which place
     */
    public record Synonym(String name, String value, ConfigSource source) {}
}
