package io.takhin.daemon.app;

import io.takhin.common.config.Configuration;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.direct.DirectBackend;
import io.takhin.daemon.adapter.direct.DirectPorts;
import io.takhin.daemon.adapter.direct.DirectSettings;
import io.takhin.daemon.adapter.direct.FileCommandLog;
import io.takhin.daemon.adapter.direct.FlushPolicy;
import io.takhin.daemon.adapter.metadata.ChronicleMetadataStore;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.storage.KafkaLogStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.file.FreeSpace;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.LogStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/** Puts the backend of one node without consensus together from the configuration. */
final class DirectOpening {

    private final Configuration configuration;
    private final KafkaTopicConfigRules rules;
    private final FaultHandler faults;
    private final Supplier<ClusterView.Node> self;

    DirectOpening(
            Configuration configuration,
            KafkaTopicConfigRules rules,
            FaultHandler faults,
            Supplier<ClusterView.Node> self) {
        this.configuration = configuration;
        this.rules = rules;
        this.faults = faults;
        this.self = self;
    }

    /**
     * Opens what is in a data folder.
     *
     * @throws IOException if metadata or a log can't be opened, naming it and what to do
     */
    Backend open(Path data, LogStore.Progress progress) throws IOException {
        refuseNodeOfCluster(data);
        var meta = data.resolve("meta");
        var commands = FileCommandLog.open(meta.resolve("commands"));
        var store = ChronicleMetadataStore.open(meta);
        var logs = new KafkaLogStore(storageOptions(data.resolve("logs")), rules);
        var ports = new DirectPorts(logs, rules, store, commands, FreeSpace.of(data), faults, Clock.systemUTC());
        return DirectBackend.open(settings(), ports, progress);
    }

    /** Its records are the cluster's: written to here alone, they would no longer be those of the other nodes. */
    private static void refuseNodeOfCluster(Path data) throws IOException {
        var identity = NodeIdentity.of(data);
        if (identity.isPresent()) {
            throw new TakhinException(AdminError.of(
                            ErrorCode.CONFLICT,
                            data + " belongs to " + identity.get().describe())
                    .withHint("start it with raft.enabled: true, or choose another folder with --data-dir"));
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

    private DirectSettings settings() {
        var storage = configuration.storage();
        var limits = configuration.limits();
        var usual = DirectSettings.of(self);
        return new DirectSettings(
                self,
                configuration.node().clusterId(),
                configuration.topics().partitions(),
                switch (storage.flush()) {
                    case ALWAYS -> new FlushPolicy.Always();
                    case INTERVAL -> new FlushPolicy.Interval(storage.flushInterval());
                },
                storage.freeSpaceReserve().bytes(),
                usual.appendWorkers(),
                usual.readWorkers(),
                new DirectSettings.Queues(
                        usual.queues().changesMax(),
                        limits.appendQueueLength(),
                        limits.appendQueueBytes().bytes(),
                        limits.readQueueLength()),
                usual.checkpointCommands());
    }
}
