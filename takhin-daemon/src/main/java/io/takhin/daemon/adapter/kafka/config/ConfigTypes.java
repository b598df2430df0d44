package io.takhin.daemon.adapter.kafka.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.apache.kafka.storage.internals.log.LogConfig;

/** Which kind of value a config has. */
final class ConfigTypes {

    private ConfigTypes() {}

    static ConfigType ofTopicConfig(String name) {
        return LogConfig.configType(name).map(ConfigTypes::of).orElse(ConfigType.UNKNOWN);
    }

    private static ConfigType of(ConfigDef.Type type) {
        return switch (type) {
            case BOOLEAN -> ConfigType.BOOLEAN;
            case STRING -> ConfigType.STRING;
            case INT -> ConfigType.INT;
            case SHORT -> ConfigType.SHORT;
            case LONG -> ConfigType.LONG;
            case DOUBLE -> ConfigType.DOUBLE;
            case LIST -> ConfigType.LIST;
            case CLASS -> ConfigType.CLASS;
            case PASSWORD -> ConfigType.PASSWORD;
        };
    }
}
