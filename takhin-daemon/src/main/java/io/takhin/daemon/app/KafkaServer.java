package io.takhin.daemon.app;

import io.takhin.common.config.Configuration;
import io.takhin.common.config.HostPort;
import io.takhin.common.config.KafkaConfig;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.kafka.Coordinators;
import io.takhin.daemon.adapter.kafka.KafkaHandlers;
import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import io.takhin.daemon.adapter.kafka.api.KafkaSettings;
import io.takhin.daemon.adapter.kafka.group.GroupSettings;
import io.takhin.daemon.adapter.kafka.net.KafkaListener;
import io.takhin.daemon.adapter.kafka.net.ListenerSettings;
import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import io.takhin.daemon.adapter.kafka.produce.ProducerIds;
import io.takhin.daemon.adapter.kafka.txn.TxnSettings;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Kafka side of a node: its address is bound first, then clients are served once the backend is open. */
final class KafkaServer implements AutoCloseable {

    private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final Configuration configuration;
    private final KafkaListener listener;
    private final GatedGroupAdmin groupAdmin = new GatedGroupAdmin();
    private @Nullable KafkaHandlers handlers;
    private @Nullable Coordinators coordinators;

    private KafkaServer(Configuration configuration, KafkaListener listener) {
        this.configuration = configuration;
        this.listener = listener;
    }

    /**
     * Binds the address; clients that connect wait.
     *
     * @throws TakhinException CONFLICT if it can't be bound, USAGE if the settings make no sense
     */
    static KafkaServer bind(Configuration configuration) {
        var kafka = configuration.kafka();
        check(kafka);
        try {
            return new KafkaServer(configuration, KafkaListener.bind(settings(kafka)));
        } catch (IOException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.CONFLICT, String.valueOf(e.getMessage()))
                            .withHint("choose another address with --kafka, port 0 takes any free one"),
                    e);
        }
    }

    private static void check(KafkaConfig kafka) {
        if (kafka.advertised().isEmpty()
                && ALL_ADDRESSES.contains(kafka.listen().host())) {
            throw TakhinException.of(
                    ErrorCode.USAGE,
                    "kafka.advertised: " + kafka.listen().host()
                            + " is no address that clients can connect to: say which is");
        }
        if (kafka.requestMemory().bytes() < kafka.requestBytesMax().bytes()) {
            throw TakhinException.of(
                    ErrorCode.USAGE,
                    "kafka.requestMemory: " + kafka.requestMemory() + " is less than kafka.requestBytesMax, "
                            + kafka.requestBytesMax());
        }
        if (!kafka.advertised().isEmpty()) {
            try {
                HostPort.parse(kafka.advertised());
            } catch (IllegalArgumentException e) {
                throw new TakhinException(
                        AdminError.of(
                                ErrorCode.USAGE, "kafka.advertised: \"" + kafka.advertised() + "\" " + e.getMessage()),
                        e);
            }
        }
    }

    private static ListenerSettings settings(KafkaConfig kafka) {
        var usual =
                ListenerSettings.plaintext(kafka.listen().host(), kafka.listen().port());
        return new ListenerSettings(
                usual.host(),
                usual.port(),
                usual.processors(),
                kafka.requestBytesMax().bytesInt(),
                usual.smallRequestBytesMax(),
                usual.requestFieldsMax(),
                kafka.requestMemory().bytes(),
                kafka.inFlightMax(),
                kafka.idleTimeout(),
                kafka.receiveTimeout(),
                kafka.connectionsMax(),
                kafka.connectionsPerAddressMax(),
                usual.protocol(),
                usual.security());
    }

    /** The consumer groups, as operators see them; nothing is known of them before clients are served. */
    GroupAdmin groupAdmin() {
        return groupAdmin;
    }

    /** Where clients are told to connect. */
    HostPort advertised() {
        var kafka = configuration.kafka();
        return kafka.advertised().isEmpty()
                ? new HostPort(kafka.listen().host(), listener.port())
                : HostPort.parse(kafka.advertised());
    }

    /** Serves clients from now on. */
    void start(Backend backend, TopicConfigRules rules, Path logs) {
        var kafka = configuration.kafka();
        var settings = new KafkaSettings(
                configuration.topics().autoCreate(),
                kafka.fetchBytesMax().bytesInt(),
                kafka.fetchSessionsMax(),
                logs,
                brokerConfigs(logs));
        var producerIds = new ProducerIds(backend);
        // Where topics come by themselves, on a developer's machine, a new group does not wait for members either.
        var groups = configuration.topics().autoCreate()
                ? GroupSettings.defaults().forDevelopment()
                : GroupSettings.defaults();
        var nodes = new NodeRequests(backend);
        var both = Coordinators.start(backend, nodes, producerIds, groups, TxnSettings.defaults());
        coordinators = both;
        var core = new KafkaHandlers(
                backend,
                rules,
                settings,
                producerIds,
                both.transactionalProducers(),
                both.transactionalAppends(),
                List.of());
        handlers = core;
        var all = new ArrayList<>(core.handlers());
        all.addAll(both.handlers());
        var registry = new ApiRegistry(all);
        nodes.serve(registry);
        groupAdmin.open(both.groupAdmin());
        listener.start(registry);
    }

    /** The node's configuration by Kafka's names, for Kafka's tools. */
    private Map<String, String> brokerConfigs(Path logs) {
        var kafka = configuration.kafka();
        var topics = configuration.topics();
        var id = String.valueOf(configuration.node().id());
        return Map.ofEntries(
                Map.entry("node.id", id),
                Map.entry("broker.id", id),
                Map.entry("listeners", "PLAINTEXT://" + kafka.listen()),
                Map.entry("advertised.listeners", "PLAINTEXT://" + advertised()),
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
                Map.entry("max.incremental.fetch.session.cache.slots", String.valueOf(kafka.fetchSessionsMax())));
    }

    /** Stops reading, answers what is under way for some seconds, and closes all connections. Idempotent. */
    @Override
    public void close() throws IOException {
        listener.close();
        var core = handlers;
        if (core != null) {
            core.close();
        }
        var both = coordinators;
        if (both != null) {
            both.close();
        }
    }
}
