package io.takhin.daemon.adapter.kafka;

import io.takhin.daemon.adapter.direct.DirectBackend;
import io.takhin.daemon.adapter.direct.DirectPorts;
import io.takhin.daemon.adapter.direct.DirectSettings;
import io.takhin.daemon.adapter.direct.FileCommandLog;
import io.takhin.daemon.adapter.direct.FlushPolicy;
import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import io.takhin.daemon.adapter.kafka.api.KafkaSettings;
import io.takhin.daemon.adapter.kafka.group.GroupSettings;
import io.takhin.daemon.adapter.kafka.net.KafkaListener;
import io.takhin.daemon.adapter.kafka.net.ListenerSettings;
import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import io.takhin.daemon.adapter.kafka.produce.ProducerIds;
import io.takhin.daemon.adapter.kafka.txn.TxnSettings;
import io.takhin.daemon.adapter.metadata.ChronicleMetadataStore;
import io.takhin.daemon.adapter.storage.KafkaLogStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.file.FreeSpace;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.group.GroupAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One node without consensus that serves Kafka clients, on real storage; also as a program: {@code FOLDER PORT}. */
public final class KafkaTestNode implements AutoCloseable {

    private final DirectBackend backend;
    private final KafkaListener listener;
    private final KafkaHandlers handlers;
    private final Coordinators coordinators;

    private final ApiRegistry registry;

    private KafkaTestNode(
            DirectBackend backend,
            KafkaListener listener,
            KafkaHandlers handlers,
            Coordinators coordinators,
            ApiRegistry registry) {
        this.backend = backend;
        this.registry = registry;
        this.listener = listener;
        this.handlers = handlers;
        this.coordinators = coordinators;
    }

    /** Starts on any free port where 0 is given. */
    public static KafkaTestNode start(Path data, int port) throws IOException {
        return start(data, ListenerSettings.plaintext("127.0.0.1", port));
    }

    /** Starts with a listener of its own. */
    static KafkaTestNode start(Path data, ListenerSettings listening) throws IOException {
        var rules = new KafkaTopicConfigRules(Map.of());
        var listener = KafkaListener.bind(listening);
        var self = new ClusterView.Node(1, "", "127.0.0.1:" + listener.port(), "127.0.0.1:1", true, true);
        var defaults = DirectSettings.of(() -> self);
        var settings = new DirectSettings(
                defaults.self(),
                "",
                4,
                FlushPolicy.Interval.DEFAULT,
                defaults.reserveBytes(),
                defaults.appendWorkers(),
                defaults.readWorkers(),
                defaults.queues(),
                defaults.checkpointCommands());
        var backend = DirectBackend.open(settings, ports(data, rules), (done, total) -> {});
        var kafka = new KafkaSettings(
                true,
                KafkaSettings.FETCH_BYTES_MAX_DEFAULT,
                KafkaSettings.FETCH_SESSIONS_MAX_DEFAULT,
                KafkaSettings.DESCRIBE_PARTITIONS_MAX_DEFAULT,
                KafkaSettings.CREATE_PARTITIONS_MAX_DEFAULT,
                data.resolve("logs"),
                Map.of("node.id", "1"));
        var producerIds = new ProducerIds(backend);
        var nodes = new NodeRequests(backend);
        var coordinators = Coordinators.start(
                backend, nodes, producerIds, GroupSettings.defaults().forDevelopment(), TxnSettings.defaults());
        var handlers = new KafkaHandlers(
                backend,
                rules,
                kafka,
                nodes,
                producerIds,
                coordinators.transactionalProducers(),
                coordinators.transactionalAppends(),
                List.of());
        var all = new ArrayList<>(handlers.handlers());
        all.addAll(coordinators.handlers());
        var registry = new ApiRegistry(all);
        nodes.serve(registry);
        listener.start(registry);
        return new KafkaTestNode(backend, listener, handlers, coordinators, registry);
    }

    private static DirectPorts ports(Path data, KafkaTopicConfigRules rules) throws IOException {
        Files.createDirectories(data.resolve("meta"));
        return new DirectPorts(
                new KafkaLogStore(StorageOptions.in(data.resolve("logs")), rules),
                rules,
                ChronicleMetadataStore.open(data.resolve("meta")),
                FileCommandLog.open(data.resolve("meta").resolve("commands")),
                FreeSpace.of(data),
                new Loud(),
                Clock.systemUTC());
    }

    /** Fails loudly: no test makes a fault on purpose. */
    private static final class Loud implements FaultHandler {
        @Override
        public void storageFailed(String what, Throwable cause) {
            throw new AssertionError(what, cause);
        }

        @Override
        public void fatal(String what, Throwable cause) {
            throw new AssertionError(what, cause);
        }
    }

    public String bootstrap() {
        return "127.0.0.1:" + listener.port();
    }

    public ApiRegistry registry() {
        return registry;
    }

    public KafkaListener listener() {
        return listener;
    }

    /** Its groups, as operators see them. */
    public GroupAdmin groupAdmin() {
        return coordinators.groupAdmin();
    }

    /** What it serves from. */
    public DirectBackend backend() {
        return backend;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        handlers.close();
        coordinators.close();
        backend.close();
    }

    public static void main(String[] args) throws IOException {
        var node = start(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println("serving on " + node.bootstrap());
    }
}
