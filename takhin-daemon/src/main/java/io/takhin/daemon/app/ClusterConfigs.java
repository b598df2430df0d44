package io.takhin.daemon.app;

import io.takhin.common.config.Configuration;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.port.Backend;
import java.util.Optional;
import java.util.SortedMap;

/** Puts the configs that were set while the cluster runs into force on this node, now and after each change. */
final class ClusterConfigs {

    private final Configuration configuration;
    private final KafkaTopicConfigRules rules;
    private final KafkaServer kafka;

    ClusterConfigs(Configuration configuration, KafkaTopicConfigRules rules, KafkaServer kafka) {
        this.configuration = configuration;
        this.rules = rules;
        this.kafka = kafka;
    }

    /** Follows a backend that is open. */
    void follow(Backend backend) {
        // The image that a listener is given can be older than the one taken here.
        var _ = backend.onMetadata(_ -> apply(backend));
        apply(backend);
    }

    private synchronized void apply(Backend backend) {
        var control = backend.metadata().control();
        var ofCluster = control.configsOf(ClusterControl.ALL_NODES);
        var ofNode = control.configsOf(String.valueOf(configuration.node().id()));
        rules.cluster(rules.topicDefaults(ofCluster));
        kafka.connectionLimits(
                limit(
                        "max.connections",
                        ofNode,
                        ofCluster,
                        configuration.kafka().connectionsMax()),
                limit(
                        "max.connections.per.ip",
                        ofNode,
                        ofCluster,
                        configuration.kafka().connectionsPerAddressMax()));
    }

    private static int limit(
            String name, SortedMap<String, String> ofNode, SortedMap<String, String> ofCluster, int configured) {
        return Optional.ofNullable(ofNode.getOrDefault(name, ofCluster.get(name)))
                .map(value -> Integer.parseInt(value.trim()))
                .orElse(configured);
    }
}
