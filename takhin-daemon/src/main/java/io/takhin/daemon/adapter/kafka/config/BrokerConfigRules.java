package io.takhin.daemon.adapter.kafka.config;

import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;

/**
 * Which configs of nodes can be changed while they run: for the whole cluster what topics get that set nothing, and how
 * many connections a node takes; for one node only the latter, since topics are the same on all.
 */
final class BrokerConfigRules {

    /** Bounds on a node's connections. */
    private static final Set<String> CONNECTIONS = Set.of("max.connections", "max.connections.per.ip");

    private final TopicConfigRules topics;
    private final Set<String> fixed;

    /** Takes the names of a node's configs; those that are not dynamic come from its configuration file. */
    BrokerConfigRules(TopicConfigRules topics, Set<String> fixed) {
        this.topics = topics;
        this.fixed = Set.copyOf(fixed);
    }

    boolean isDynamic(String name) {
        return CONNECTIONS.contains(name) || topics.brokerNames().containsKey(name);
    }

    ConfigType typeOf(String name) {
        if (CONNECTIONS.contains(name)) {
            return ConfigType.INT;
        }
        var topicConfig = topics.brokerNames().get(name);
        return topicConfig == null ? ConfigType.STRING : ConfigTypes.ofTopicConfig(topicConfig);
    }

    /** What is wrong with a change for the whole cluster, which has set {@code now}. */
    Optional<ApiError> problemForAll(ConfigChange change, Map<String, String> now) {
        var after = new TreeMap<>(now);
        after.putAll(change.set());
        change.remove().forEach(after::remove);
        return common(change).or(() -> problemOfDefaults(after));
    }

    private Optional<ApiError> problemOfDefaults(Map<String, String> brokerConfigs) {
        try {
            return topics.problem(topics.topicDefaults(brokerConfigs))
                    .map(problem -> new ApiError(Errors.INVALID_CONFIG, problem));
        } catch (IllegalArgumentException e) {
            return Optional.of(new ApiError(Errors.INVALID_CONFIG, e.getMessage()));
        }
    }

    /** What is wrong with a change for one node. */
    Optional<ApiError> problemForOne(ConfigChange change) {
        return change.set().keySet().stream()
                .filter(topics.brokerNames()::containsKey)
                .sorted()
                .findFirst()
                .map(name -> new ApiError(
                        Errors.INVALID_REQUEST,
                        "config " + name + " is the same on all nodes: set it as the default of the cluster, without a"
                                + " broker's id"))
                .or(() -> common(change));
    }

    private Optional<ApiError> common(ConfigChange change) {
        for (var set : new TreeMap<>(change.set()).entrySet()) {
            var name = set.getKey();
            if (!isDynamic(name)) {
                return Optional.of(
                        fixed.contains(name)
                                ? new ApiError(
                                        Errors.INVALID_REQUEST,
                                        "config " + name + " can't be changed while nodes run: it comes from the"
                                                + " configuration file; change that and restart the node")
                                : new ApiError(Errors.INVALID_CONFIG, "there is no config " + name + " of nodes"));
            }
            if (CONNECTIONS.contains(name) && !set.getValue().trim().matches("[1-9][0-9]{0,6}")) {
                return Optional.of(new ApiError(
                        Errors.INVALID_CONFIG,
                        "config " + name + " is a number from 1 to 9999999, not " + set.getValue()));
            }
        }
        return Optional.empty();
    }
}
