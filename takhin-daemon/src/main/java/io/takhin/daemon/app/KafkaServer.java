package io.takhin.daemon.app;

import io.takhin.common.config.Configuration;
import io.takhin.common.config.HostPort;
import io.takhin.common.config.KafkaConfig;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordShape;
import io.takhin.daemon.adapter.kafka.Coordinators;
import io.takhin.daemon.adapter.kafka.KafkaHandlers;
import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import io.takhin.daemon.adapter.kafka.api.KafkaSettings;
import io.takhin.daemon.adapter.kafka.net.KafkaListener;
import io.takhin.daemon.adapter.kafka.net.ListenerSecurity;
import io.takhin.daemon.adapter.kafka.net.ListenerSettings;
import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import io.takhin.daemon.adapter.kafka.produce.ProducerIds;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * Binds the address; connections are closed until clients are served.
     *
     * @throws TakhinException CONFLICT if it can't be bound, USAGE if the settings make no sense
     */
    static KafkaServer bind(Configuration configuration) {
        var kafka = configuration.kafka();
        check(kafka);
        CoordinatorOptions.check(configuration.groups());
        var security = KafkaSecurity.of(kafka);
        try {
            return new KafkaServer(configuration, KafkaListener.bind(settings(kafka, security)));
        } catch (IllegalArgumentException e) {
            throw new TakhinException(
                    AdminError.of(
                            ErrorCode.USAGE,
                            "kafka.protocol: " + RecordShape.enumName(kafka.protocol()) + " can't be had with "
                                    + kafka.tlsCertificateFile() + " and the other files: " + e.getMessage()),
                    e);
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
        if (kafka.otherRequestBytesMax().bytes() > kafka.requestBytesMax().bytes()) {
            throw TakhinException.of(
                    ErrorCode.USAGE,
                    "kafka.otherRequestBytesMax: " + kafka.otherRequestBytesMax()
                            + " is more than kafka.requestBytesMax, " + kafka.requestBytesMax());
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

    private static ListenerSettings settings(KafkaConfig kafka, ListenerSecurity security) {
        var usual =
                ListenerSettings.plaintext(kafka.listen().host(), kafka.listen().port());
        return new ListenerSettings(
                usual.host(),
                usual.port(),
                usual.processors(),
                kafka.requestBytesMax().bytesInt(),
                kafka.otherRequestBytesMax().bytesInt(),
                kafka.requestFieldsMax(),
                kafka.requestMemory().bytes(),
                kafka.inFlightMax(),
                kafka.idleTimeout(),
                kafka.receiveTimeout(),
                kafka.connectionsMax(),
                kafka.connectionsPerAddressMax(),
                security);
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

    /** Bounds how many can be, from now on; who is connected stays. Any thread. */
    void connectionLimits(int all, int perAddress) {
        listener.connectionLimits(all, perAddress);
    }

    /** How many clients are connected now. Any thread. */
    int connections() {
        return listener.connections();
    }

    /** Serves clients from now on. */
    void start(Backend backend, TopicConfigRules rules, Path logs) {
        var kafka = configuration.kafka();
        var settings = new KafkaSettings(
                configuration.topics().autoCreate(),
                kafka.fetchBytesMax().bytesInt(),
                kafka.fetchSessionsMax(),
                kafka.describePartitionsMax(),
                kafka.createPartitionsMax(),
                logs,
                KafkaNames.of(configuration, advertised(), logs));
        var producerIds = new ProducerIds(backend);
        var nodes = new NodeRequests(backend);
        var both = Coordinators.start(
                backend,
                nodes,
                producerIds,
                CoordinatorOptions.groups(configuration),
                CoordinatorOptions.transactions(configuration));
        coordinators = both;
        var core = new KafkaHandlers(
                backend,
                rules,
                settings,
                nodes,
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
