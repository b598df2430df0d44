package io.takhin.daemon.app;

import io.takhin.common.config.Configuration;
import io.takhin.common.config.HostPort;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.AdminOptions;
import io.takhin.daemon.adapter.admin.AdminServer;
import io.takhin.daemon.adapter.admin.http.HttpLimits;
import io.takhin.daemon.adapter.metrics.MeteredBackend;
import io.takhin.daemon.adapter.ratis.membership.RemovedMark;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ClusterView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node: its folder, backend and listeners.
 *
 * <p>It starts from the inside out as far as others see it: the folder is taken, the admin listener answers
 * {@code health} at once, the backend opens, then requests are let through. It ends the other way round: listeners take
 * nothing new, the backend answers what it has and closes, the connections end, the folder is let go.
 */
final class Daemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private static final long READY_POLL_NANOS = 10_000_000;

    private final Configuration configuration;
    private final String version;
    private final DataFolder folder;
    private final boolean withConsensus;
    private final NodeFaults faults;
    private final GatedBackend backend;
    private final MeteredBackend metered;
    private final KafkaTopicConfigRules rules;
    private final KafkaServer kafka;
    private final SelfKnowledge knowledge;
    private final AdminServer admin;

    // Requests come in as soon as there is a listener, which is before its port is known here.
    private volatile HostPort adminAddress;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Daemon(Configuration configuration, String version, RecentLog log, DataFolder folder) throws IOException {
        this.configuration = configuration;
        this.version = version;
        this.folder = folder;
        this.withConsensus = RaftOpening.isWanted(configuration, folder.path());
        this.faults = new NodeFaults(
                folder.path(), configuration.storage().freeSpaceReserve().bytes());
        this.adminAddress = configuration.admin().listen();
        this.backend = new GatedBackend(this::self);
        this.metered = new MeteredBackend(backend);
        this.rules = rules(configuration);
        this.kafka = KafkaServer.bind(configuration);
        this.knowledge = new SelfKnowledge(configuration, version, faults, log, metered, kafka::connections);
        this.admin = startAdmin();
    }

    private AdminServer startAdmin() throws IOException {
        boolean started = false;
        try {
            var server = AdminServer.start(adminOptions(), metered, kafka.groupAdmin(), rules, knowledge);
            adminAddress = new HostPort(
                    configuration.admin().listen().host(), server.address().getPort());
            started = true;
            return server;
        } finally {
            if (!started) {
                kafka.close();
            }
        }
    }

    /**
     * Takes the folder and begins to answer; {@link #open} makes it ready.
     *
     * @throws TakhinException if the configuration makes no sense, the folder is in use or can't be used, or an address
     *     can't be listened on
     */
    static Daemon start(Configuration configuration, String version, RecentLog log) {
        var folder = DataFolder.take(configuration.node().dataDir());
        boolean started = false;
        try {
            var daemon = new Daemon(configuration, version, log, folder);
            started = true;
            return daemon;
        } catch (IOException e) {
            throw new TakhinException(
                    AdminError.of(
                                    ErrorCode.CONFLICT,
                                    "can't listen on " + configuration.admin().listen() + ": " + e.getMessage())
                            .withHint("choose another address with --admin, port 0 takes any free one"),
                    e);
        } finally {
            if (!started) {
                release(folder);
            }
        }
    }

    private static KafkaTopicConfigRules rules(Configuration configuration) {
        try {
            return new KafkaTopicConfigRules(configuration.topics().configs());
        } catch (IllegalArgumentException e) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, "topics.configs: " + e.getMessage()), e);
        }
    }

    private AdminOptions adminOptions() {
        var settings = configuration.admin();
        var usual = HttpLimits.DEFAULT;
        var limits = new HttpLimits(
                settings.connectionsMax(),
                usual.headTimeout(),
                usual.bodyTimeout(),
                usual.idleTimeout(),
                usual.writeTimeout(),
                usual.closeTimeout());
        var hosts = new HashSet<>(settings.hosts());
        hosts.add(settings.listen().host());
        var address = new InetSocketAddress(
                settings.listen().host(), settings.listen().port());
        if (address.isUnresolved()) {
            throw TakhinException.of(
                    ErrorCode.USAGE,
                    "admin.listen: unknown host " + settings.listen().host());
        }
        return new AdminOptions(
                address,
                hosts,
                limits,
                configuration.limits().consumeStreams(),
                configuration.limits().produceBytes().bytesInt(),
                configuration.topics().autoCreate(),
                version,
                withConsensus);
    }

    /**
     * Opens metadata and logs and lets requests through.
     *
     * @throws TakhinException if the folder belongs to another cluster or its content can't be opened
     */
    void open() {
        try {
            backend.state("opening metadata");
            var progress = new OpeningProgress(backend::state);
            var consensus = new RaftOpening(configuration, rules, faults, this::self, version);
            if (withConsensus && !isMember(consensus)) {
                return;
            }
            var opened = withConsensus
                    ? consensus.open(folder.path(), progress::opened)
                    : new DirectOpening(configuration, rules, faults, this::self).open(folder.path(), progress::opened);
            backend.open(opened);
            LOG.atDebug().log("the backend is open");
            awaitReady(opened);
            if (closed.get()) {
                // Closed while it opened: nobody else knows of it.
                opened.close();
                return;
            }
            new ClusterConfigs(configuration, rules, kafka).follow(metered);
            kafka.start(metered, rules, folder.path().resolve("logs"));
        } catch (IOException e) {
            throw new TakhinException(
                    AdminError.of(
                                    ErrorCode.STORAGE,
                                    "data folder " + folder.path() + " can't be opened: " + e.getMessage())
                            .withHint("its content was left as it is"),
                    e);
        }
    }

    /** Waits until the node belongs to a cluster; false when it is closed before. */
    private boolean isMember(RaftOpening consensus) throws IOException {
        if (!consensus.isToWait(folder.path())) {
            return true;
        }
        backend.state("the node waits to be added to a cluster: run takhin add-voter "
                + configuration.node().id() + " " + consensus.waitsAt() + " against a member");
        return consensus.await(folder.path(), closed::get, backend::state);
    }

    /** A cluster is ready when it has its leaders, however long that takes; meanwhile requests are answered. */
    private void awaitReady(Backend opened) throws IOException {
        while (!opened.cluster().ready() && !closed.get()) {
            if (faults.isFatal()) {
                RemovedMark.refuse(folder.path());
                throw TakhinException.of(ErrorCode.INTERNAL, "the node can't go on; its log says why");
            }
            LockSupport.parkNanos(READY_POLL_NANOS);
        }
    }

    private ClusterView.Node self() {
        return new ClusterView.Node(
                configuration.node().id(),
                "",
                kafkaAddress().toString(),
                adminAddress().toString(),
                true,
                true);
    }

    /** Where Kafka clients are told to connect, its port the real one. */
    HostPort kafkaAddress() {
        return kafka.advertised();
    }

    /** Where the admin listener is reached, its port the real one. */
    HostPort adminAddress() {
        return adminAddress;
    }

    /** What others see of the cluster. */
    ClusterView cluster() {
        return backend.cluster();
    }

    /** Waits until a fault ends the process. */
    void awaitFatal() throws InterruptedException {
        faults.awaitFatal();
    }

    /** Ends in order, in about a minute at most. Idempotent; any thread. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        LOG.atInfo().log("closing");
        try {
            admin.stopAccepting();
            kafka.close();
            backend.close();
            admin.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a listener did not close in order");
        } finally {
            release(folder);
        }
        LOG.atInfo().log("closed");
    }

    private static void release(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the data folder's lock was not released in order");
        }
    }
}
