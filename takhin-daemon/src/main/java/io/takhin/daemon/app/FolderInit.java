package io.takhin.daemon.app;

import io.takhin.common.config.ConfigLoader;
import io.takhin.common.config.ConfigSources;
import io.takhin.common.config.Configuration;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.ratis.group.IdSource;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.ratis.membership.RemovedMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prepares the data folder of the first node of a cluster. */
public final class FolderInit {

    /** Room for as many leaders as small clusters have nodes. */
    private static final int DATA_GROUPS = 3;

    private FolderInit() {}

    /**
     * What became of it.
     *
     * @param changed whether the folder was nobody's before
     * @param folder which
     * @param nodeId its node
     * @param clusterId its cluster
     */
    public record Prepared(boolean changed, Path folder, int nodeId, String clusterId) {}

    /**
     * Makes a folder that of a cluster's only voter; one that is so already stays as it is.
     *
     * @param config the node's configuration file
     * @param flags flags of {@code serve} that were given, by name with their dashes
     * @param environment of which {@code TAKHIN_*} is used
     * @param clusterId the cluster's id; without it the configuration's, or one is drawn
     * @param dryRun whether to judge only
     * @throws TakhinException with CONFLICT if the folder is another's, is in use, or holds topics
     */
    public static Prepared prepare(
            Optional<Path> config,
            Map<String, String> flags,
            Map<String, String> environment,
            Optional<String> clusterId,
            boolean dryRun)
            throws IOException {
        var configuration = ConfigLoader.load(new ConfigSources(config.orElse(null), false, flags, environment))
                .configuration();
        var data = configuration.node().dataDir();
        try (var folder = DataFolder.take(data)) {
            RemovedMark.refuse(folder.path());
            return prepare(configuration, folder.path(), wanted(configuration, clusterId), dryRun);
        }
    }

    private static String wanted(Configuration configuration, Optional<String> clusterId) {
        var configured = configuration.node().clusterId();
        if (clusterId.isPresent() && !configured.isEmpty() && !configured.equals(clusterId.get())) {
            throw TakhinException.of(
                    ErrorCode.CONFLICT,
                    "node.clusterId is " + configured + " in the configuration, not " + clusterId.get());
        }
        return clusterId.orElse(configured);
    }

    private static Prepared prepare(Configuration configuration, Path data, String wanted, boolean dryRun)
            throws IOException {
        int id = configuration.node().id();
        var found = NodeIdentity.of(data);
        if (found.isPresent()) {
            if (!found.get().belongsTo(id, wanted)) {
                throw TakhinException.of(
                        ErrorCode.CONFLICT,
                        data + " belongs to " + found.get().describe() + ", not to node " + id
                                + (wanted.isEmpty() ? "" : " of cluster " + wanted));
            }
            return new Prepared(false, data, id, found.get().clusterId());
        }
        if (Files.exists(data.resolve("meta").resolve("commands"))) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.CONFLICT, data + " holds the topics of a node without consensus")
                            .withHint("give the cluster's node an empty folder"));
        }
        var raft = configuration.raft();
        var address = raft.advertised().isEmpty() ? raft.listen().toString() : raft.advertised();
        var cluster = wanted.isEmpty() ? new IdSource().draw().toString() : wanted;
        int groups = raft.dataGroups() > 0 ? raft.dataGroups() : DATA_GROUPS;
        if (!dryRun) {
            NodeIdentity.fresh(id, cluster, groups, List.of(id + "@" + address), NodeIdentity.Stage.MEMBER)
                    .write(data);
        }
        return new Prepared(true, data, id, cluster);
    }
}
