package io.takhin.daemon.adapter.ratis.group;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.RaftOptions;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose folder it is: {@code node.json}, written at the first start and never again.
 *
 * @param nodeId the node
 * @param clusterId its cluster
 * @param dataGroups how many data groups that cluster has
 */
public record NodeIdentity(int nodeId, String clusterId, int dataGroups) {

    private static final String FILE = "node.json";

    /**
     * Takes a folder for a node, or makes sure that it is this node's.
     *
     * @throws TakhinException if the folder is another node's or another cluster's; nothing is changed then
     */
    public static void claim(RaftOptions options) throws IOException {
        var wanted = new NodeIdentity(options.nodeId(), options.clusterId(), options.dataGroups());
        var found = of(options.folder());
        if (found.isPresent()) {
            if (!found.get().equals(wanted)) {
                throw TakhinException.of(
                        ErrorCode.CONFLICT,
                        options.folder() + " belongs to " + found.get().describe() + ", not to " + wanted.describe());
            }
            return;
        }
        DurableFiles.createFolders(options.folder());
        DurableFiles.replace(options.folder().resolve(FILE), RecordJson.toBytes(wanted));
    }

    /** Whose folder it is, empty for a new one. */
    public static Optional<NodeIdentity> of(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(RecordJson.read(Files.readAllBytes(file), NodeIdentity.class, RecordJson.Unknown.IGNORE))
                : Optional.empty();
    }

    /** Whether a node may use it; an empty cluster id asks for none in particular. */
    public boolean belongsTo(int id, String cluster) {
        return nodeId == id && (cluster.isEmpty() || cluster.equals(clusterId));
    }

    /** For messages. */
    public String describe() {
        return "node " + nodeId + " of cluster " + clusterId + " with " + dataGroups + " data groups";
    }
}
