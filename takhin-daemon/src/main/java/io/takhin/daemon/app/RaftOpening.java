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
import io.takhin.daemon.adapter.ratis.group.IdSource;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.ratis.membership.Admission;
import io.takhin.daemon.adapter.ratis.membership.Lobby;
import io.takhin.daemon.adapter.ratis.membership.NodeHello;
import io.takhin.daemon.adapter.ratis.membership.RemovedMark;
import io.takhin.daemon.adapter.storage.KafkaReplicaStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.file.FreeSpace;
import io.takhin.daemon.file.FreeSpaceGuard;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Puts the backend of a node in a cluster together from the configuration. */
final class RaftOpening {

    private final Configuration configuration;
    private final KafkaTopicConfigRules rules;
    private final FaultHandler faults;
    private final Supplier<ClusterView.Node> self;
    private final String version;

    RaftOpening(
            Configuration configuration,
            KafkaTopicConfigRules rules,
            FaultHandler faults,
            Supplier<ClusterView.Node> self,
            String version) {
        this.configuration = configuration;
        this.rules = rules;
        this.faults = faults;
        this.self = self;
        this.version = version;
    }

    /** Whether the node is one of a cluster: the configuration says so or names voters, or its folder is one's. */
    static boolean isWanted(Configuration configuration, Path data) throws IOException {
        return configuration.raft().enabled()
                || !configuration.raft().initialVoters().isEmpty()
                || NodeIdentity.of(data).isPresent();
    }

    /**
     * Opens what is in a data folder and joins the cluster; it may take a while until there is a leader.
     *
     * @throws IOException if metadata or a log can't be opened, naming it and what to do
     * @throws TakhinException if the configuration makes no sense or the folder is another node's or cluster's
     */
    Backend open(Path data, LogStore.Progress progress) throws IOException {
        RemovedMark.refuse(data);
        var options = options(data);
        var store = ChronicleMetadataStore.open(data.resolve("meta"));
        var logs = new KafkaReplicaStore(storageOptions(data.resolve("logs")), rules);
        var space = new FreeSpaceGuard(
                FreeSpace.of(data), configuration.storage().freeSpaceReserve().bytes());
        var ports = new RaftPorts(store, logs, rules, faults, Clock.systemUTC(), self, space, version);
        return RaftBackend.open(options, ports, progress);
    }

    private RaftOptions options(Path data) throws IOException {
        var raft = configuration.raft();
        int id = configuration.node().id();
        var identity = NodeIdentity.of(data);
        // What the folder was made with counts, whatever the configuration says by now.
        var voters = identity.map(known -> voters(known.initialVoters())).orElseGet(this::voters);
        if (identity.isEmpty()) {
            refuseRecordsOfOneNode(data);
            if (!voters.isEmpty()) {
                checkNamed(id, voters);
            }
        } else if (!identity.get().belongsTo(id, configuration.node().clusterId())) {
            throw TakhinException.of(
                    ErrorCode.CONFLICT,
                    data + " belongs to " + identity.get().describe() + ", not to node " + id + " of cluster "
                            + configuration.node().clusterId());
        }
        return new RaftOptions(
                id,
                raft.listen().toString(),
                advertised(id, voters.isEmpty() ? voters() : voters),
                identity.map(NodeIdentity::clusterId).orElseGet(() -> clusterId(voters)),
                identity.map(NodeIdentity::dataGroups).orElseGet(() -> dataGroups(voters.size())),
                voters,
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
        return wanted > 0 ? wanted : Math.clamp(voters, 1, RaftOptions.DATA_GROUPS_MAX);
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

    /**
     * Whether a node has to wait before it may vote: its folder is nobody's, and it is not the only first voter of a
     * new cluster.
     */
    boolean isToWait(Path data) throws IOException {
        RemovedMark.refuse(data);
        var identity = NodeIdentity.of(data);
        return identity.map(known -> known.stage() == NodeIdentity.Stage.ASKING)
                .orElseGet(() -> configuration.raft().initialVoters().size() != 1);
    }

    /** Where a member finds it meanwhile. */
    String waitsAt() {
        return advertised(configuration.node().id(), voters());
    }

    /** Waits until the node belongs to a cluster, or {@code closed}; false then. Tells what it waits for. */
    boolean await(Path data, BooleanSupplier closed, Consumer<String> waitsFor) throws IOException {
        var options = options(data);
        var verdict = options.initialVoters().isEmpty()
                ? Admission.Verdict.REFUSED
                : Admission.await(options, closed, waitsFor);
        return switch (verdict) {
            case GRANTED -> true;
            case CLOSED -> false;
            // A member can still add it.
            case REFUSED -> Lobby.await(options, this::hello, closed);
        };
    }

    private NodeHello hello() {
        var node = self.get();
        return new NodeHello(
                node.id(),
                node.kafka(),
                node.admin(),
                version,
                NodeHello.PROTOCOL,
                "",
                NodeHello.Configuration.NONE,
                "",
                false,
                List.of());
    }

    private Map<Integer, String> voters() {
        return voters(configuration.raft().initialVoters());
    }

    private static Map<Integer, String> voters(List<String> words) {
        var voters = new TreeMap<Integer, String>();
        for (var voter : words) {
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

    /**
     * All first members are told the same voters, so what follows from them is the same everywhere. One that is alone
     * draws an id: nobody could tell it that it lost what it had, and that must not pass for the same cluster.
     */
    private String clusterId(Map<Integer, String> voters) {
        if (!configuration.node().clusterId().isEmpty()) {
            return configuration.node().clusterId();
        }
        if (voters.size() == 1) {
            return new IdSource().draw().toString();
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
                storage.cleanerInterval(),
                storage.producerIdExpiry(),
                storage.transactionTimeoutMax(),
                storage.cleanerBuffer().bytesInt());
    }
}
