package io.takhin.daemon.app;

import io.takhin.common.config.Configuration;
import io.takhin.common.config.HostPort;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.metadata.ChronicleMetadataStore;
import io.takhin.daemon.adapter.ratis.RaftBackend;
import io.takhin.daemon.adapter.ratis.RaftOptions;
import io.takhin.daemon.adapter.ratis.RaftPorts;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.storage.KafkaReplicaStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.LogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Puts the backend of a node in a cluster together from the configuration. */
final class RaftOpening {

    private final Configuration configuration;
    private final KafkaTopicConfigRules rules;
    private final FaultHandler faults;
    private final Supplier<ClusterView.Node> self;

    RaftOpening(
            Configuration configuration,
            KafkaTopicConfigRules rules,
            FaultHandler faults,
            Supplier<ClusterView.Node> self) {
        this.configuration = configuration;
        this.rules = rules;
        this.faults = faults;
        this.self = self;
    }

    /** Whether the configuration asks for consensus: it says so, or names voters. */
    static boolean isWanted(Configuration configuration) {
        return configuration.raft().enabled()
                || !configuration.raft().initialVoters().isEmpty();
    }

    /**
     * Opens what is in a data folder and joins the cluster; it may take a while until there is a leader.
     *
     * @throws IOException if metadata or a log can't be opened, naming it and what to do
     * @throws TakhinException if the configuration makes no sense or the folder is another node's or cluster's
     */
    Backend open(Path data, LogStore.Progress progress) throws IOException {
        var options = options(data);
        var store = ChronicleMetadataStore.open(data.resolve("meta"));
        var logs = new KafkaReplicaStore(storageOptions(data.resolve("logs")), rules);
        var ports = new RaftPorts(store, logs, rules, faults, Clock.systemUTC(), self);
        return RaftBackend.open(options, ports, progress);
    }

    private RaftOptions options(Path data) throws IOException {
        var raft = configuration.raft();
        int id = configuration.node().id();
        var voters = voters();
        var identity = NodeIdentity.of(data);
        if (identity.isEmpty()) {
            refuseRecordsOfOneNode(data);
            checkNamed(id, voters);
        } else if (!identity.get().belongsTo(id, configuration.node().clusterId())) {
            throw TakhinException.of(
                    ErrorCode.CONFLICT,
                    data + " belongs to " + identity.get().describe() + ", not to node " + id + " of cluster "
                            + configuration.node().clusterId());
        }
        return new RaftOptions(
                id,
                raft.listen().toString(),
                advertised(id, voters),
                identity.map(NodeIdentity::clusterId).orElseGet(() -> clusterId(voters)),
                identity.map(NodeIdentity::dataGroups).orElseGet(() -> dataGroups(voters.size())),
                identity.isEmpty() ? voters : Map.of(),
                data,
                configuration.topics().replicationFactor(),
                configuration.topics().partitions(),
                tuning());
    }

    /** Without consensus topics are kept in another way; they would not be found, and the folder would hold both. */
    private static void refuseRecordsOfOneNode(Path data) {
        if (Files.exists(data.resolve("meta").resolve("commands"))) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.CONFLICT, data + " holds the topics of a node without consensus")
                            .withHint("start it with raft.enabled: false, or give the cluster's node an empty folder"));
        }
    }

    private static void checkNamed(int id, Map<Integer, String> voters) {
        if (!voters.containsKey(id)) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.USAGE, "raft.initialVoters " + voters + " does not name this node, " + id)
                            .withHint("list every first member as ID@HOST:PORT, the same on all of them"));
        }
    }

    private int dataGroups(int voters) {
        int wanted = configuration.raft().dataGroups();
        return wanted > 0 ? wanted : Math.min(voters, RaftOptions.DATA_GROUPS_MAX);
    }

    /** What peers are told; the port of the first list is checked against the one that is listened on. */
    private String advertised(int id, Map<Integer, String> voters) {
        var raft = configuration.raft();
        var named = voters.get(id);
        if (!raft.advertised().isEmpty()) {
            var advertised = address("raft.advertised", raft.advertised());
            if (named != null && !named.equals(advertised)) {
                throw TakhinException.of(
                        ErrorCode.USAGE,
                        "raft.advertised is " + advertised + ", but raft.initialVoters has this node at " + named);
            }
            return advertised;
        }
        return named != null ? named : raft.listen().toString();
    }

    private static String address(String key, String text) {
        try {
            return HostPort.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, key + ": \"" + text + "\" " + e.getMessage()), e);
        }
    }

    private RaftOptions.Tuning tuning() {
        var usual = RaftOptions.Tuning.DEFAULT;
        var storage = configuration.storage();
        return new RaftOptions.Tuning(
                usual.electionMin(),
                usual.electionMax(),
                usual.checkpointInterval(),
                usual.checkpointBytes(),
                atLeastASecond(storage.retentionCheckInterval()),
                storage.producerIdExpiry(),
                usual.segmentBytes(),
                usual.entriesKept());
    }

    private static Duration atLeastASecond(Duration interval) {
        return interval.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : interval;
    }

    private Map<Integer, String> voters() {
        var voters = new TreeMap<Integer, String>();
        for (var voter : configuration.raft().initialVoters()) {
            int at = voter.indexOf('@');
            try {
                var address = HostPort.parse(voter.substring(at + 1));
                if (at < 1 || voters.put(Integer.valueOf(voter.substring(0, at)), address.toString()) != null) {
                    throw new IllegalArgumentException("no id, or one that is named twice");
                }
            } catch (IllegalArgumentException e) {
                throw new TakhinException(
                        AdminError.of(
                                ErrorCode.USAGE,
                                "raft.initialVoters: \"" + voter + "\" is not ID@HOST:PORT: " + e.getMessage()),
                        e);
            }
        }
        return voters;
    }

    /** All first members are told the same voters, so what follows from them is the same everywhere. */
    private String clusterId(Map<Integer, String> voters) {
        if (!configuration.node().clusterId().isEmpty()) {
            return configuration.node().clusterId();
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(voters.toString().getBytes(StandardCharsets.UTF_8));
            // The first bits keep it from being taken for an option.
            digest[0] = (byte) (digest[0] & 0x7F);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private StorageOptions storageOptions(Path logs) {
        var storage = configuration.storage();
        return new StorageOptions(
                logs,
                StorageOptions.in(logs).openThreads(),
                storage.checkpointInterval(),
                storage.retentionCheckInterval(),
                storage.producerIdExpiry(),
                storage.transactionTimeoutMax(),
                storage.cleanerBuffer().bytesInt());
    }
}
