package io.takhin.daemon.app;

import io.takhin.common.config.Configuration;
import io.takhin.common.config.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The configuration by the names that Kafka's tools know. */
final class KafkaNames {

    private KafkaNames() {}

    /** The node's configuration by Kafka's names, for Kafka's tools. */
    static Map<String, String> of(Configuration configuration, HostPort advertised, Path logs) {
        var kafka = configuration.kafka();
        var topics = configuration.topics();
        var groups = configuration.groups();
        var transactions = configuration.transactions();
        var id = String.valueOf(configuration.node().id());
        return Map.ofEntries(
                Map.entry("node.id", id),
                Map.entry("broker.id", id),
                Map.entry("listeners", kafka.protocol() + "://" + kafka.listen()),
                Map.entry("advertised.listeners", kafka.protocol() + "://" + advertised),
                Map.entry("log.dirs", logs.toAbsolutePath().toString()),
                Map.entry("num.partitions", String.valueOf(topics.partitions())),
                Map.entry("default.replication.factor", String.valueOf(topics.replicationFactor())),
                Map.entry("auto.create.topics.enable", String.valueOf(topics.autoCreate())),
                Map.entry("max.connections", String.valueOf(kafka.connectionsMax())),
                Map.entry("max.connections.per.ip", String.valueOf(kafka.connectionsPerAddressMax())),
                Map.entry(
                        "connections.max.idle.ms",
                        String.valueOf(kafka.idleTimeout().toMillis())),
                Map.entry(
                        "socket.request.max.bytes",
                        String.valueOf(kafka.requestBytesMax().bytes())),
                Map.entry(
                        "queued.max.request.bytes",
                        String.valueOf(kafka.requestMemory().bytes())),
                Map.entry(
                        "fetch.max.bytes", String.valueOf(kafka.fetchBytesMax().bytes())),
                Map.entry("max.incremental.fetch.session.cache.slots", String.valueOf(kafka.fetchSessionsMax())),
                Map.entry("max.request.partition.size.limit", String.valueOf(kafka.describePartitionsMax())),
                Map.entry("group.max.size", String.valueOf(groups.sizeMax())),
                Map.entry("group.consumer.max.size", String.valueOf(groups.sizeMax())),
                Map.entry("group.min.session.timeout.ms", ms(groups.sessionTimeoutMin())),
                Map.entry("group.max.session.timeout.ms", ms(groups.sessionTimeoutMax())),
                Map.entry("group.initial.rebalance.delay.ms", ms(groups.initialRebalanceDelay())),
                Map.entry("group.consumer.session.timeout.ms", ms(groups.sessionTimeout())),
                Map.entry("group.consumer.heartbeat.interval.ms", ms(groups.heartbeatInterval())),
                Map.entry(
                        "offsets.retention.minutes",
                        String.valueOf(groups.offsetsRetention().toMinutes())),
                Map.entry(
                        "offset.metadata.max.bytes",
                        String.valueOf(groups.offsetMetadataBytesMax().bytes())),
                Map.entry("offsets.topic.num.partitions", String.valueOf(groups.offsetsPartitions())),
                Map.entry(
                        "transaction.max.timeout.ms", ms(configuration.storage().transactionTimeoutMax())),
                Map.entry("transactional.id.expiration.ms", ms(transactions.idExpiration())),
                Map.entry("transaction.state.log.num.partitions", String.valueOf(transactions.partitions())));
    }

    private static String ms(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
