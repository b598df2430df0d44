package io.takhin.daemon.adapter.ratis.group;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.RaftOptions;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whose folder it is, in {@code node.json}.
 *
 * <pre>
 *              peers know no other
 * ASKING ───────────────────────────► MEMBER ──► FORMED
 *                   added, or the only first voter ┘        its Raft logs are there; without them it does not start
 * </pre>
 *
 * @param nodeId the node
 * @param clusterId its cluster
 * @param dataGroups how many data groups that cluster has
 * @param initialVoters the first members, each {@code ID@HOST:PORT}; empty for a node that was added later
 * @param incarnation drawn with the folder: a node that comes back with another one has lost what it had
 * @param stage how far it is
 * @param recoveries how often the cluster was recovered by force
 */
public record NodeIdentity(
        int nodeId,
        String clusterId,
        int dataGroups,
        List<String> initialVoters,
        String incarnation,
        Stage stage,
        int recoveries) {

    /** How far a node is with becoming a member. */
    public enum Stage {
        /** One of the first voters, which asks the others whether it was here before. */
        ASKING,
        /** It may vote. */
        MEMBER,
        /** It has Raft logs. */
        FORMED
    }

    private static final String FILE = "node.json";

    /** Copies the list. */
    public NodeIdentity {
        initialVoters = List.copyOf(initialVoters);
    }

    /** A node whose folder is nobody's yet. */
    public static NodeIdentity fresh(
            int nodeId, String clusterId, int dataGroups, List<String> initialVoters, Stage stage) {
        return new NodeIdentity(
                nodeId,
                clusterId,
                dataGroups,
                initialVoters,
                new IdSource().draw().toString(),
                stage,
                0);
    }

    /** The node that these options describe. */
    public static NodeIdentity fresh(RaftOptions options, Stage stage) {
        return fresh(
                options.nodeId(),
                options.clusterId(),
                options.dataGroups(),
                options.initialVoters().entrySet().stream()
                        .map(voter -> voter.getKey() + "@" + voter.getValue())
                        .toList(),
                stage);
    }

    /**
     * Takes a folder for a node, or makes sure that it is this node's, and returns what is in it then.
     *
     * @throws TakhinException if the folder is another node's or another cluster's; nothing is changed then
     */
    public static NodeIdentity claim(RaftOptions options) throws IOException {
        var wanted = fresh(options, Stage.MEMBER);
        var found = of(options.folder());
        if (found.isPresent()) {
            if (!found.get().isSame(wanted)) {
                throw TakhinException.of(
                        ErrorCode.CONFLICT,
                        options.folder() + " belongs to " + found.get().describe() + ", not to " + wanted.describe());
            }
            return found.get();
        }
        wanted.write(options.folder());
        return wanted;
    }

    /** The same at another stage. */
    public NodeIdentity at(Stage next) {
        return new NodeIdentity(nodeId, clusterId, dataGroups, initialVoters, incarnation, next, recoveries);
    }

    /** The same in a cluster that was recovered so many times. */
    public NodeIdentity after(int forcedRecoveries) {
        return new NodeIdentity(nodeId, clusterId, dataGroups, initialVoters, incarnation, stage, forcedRecoveries);
    }

    /** The same as the only voter, {@code ID@HOST:PORT}, after one more forced recovery. */
    public NodeIdentity recovered(String voter) {
        return new NodeIdentity(nodeId, clusterId, dataGroups, List.of(voter), incarnation, stage, recoveries + 1);
    }

    private boolean isSame(NodeIdentity other) {
        return nodeId == other.nodeId && clusterId.equals(other.clusterId) && dataGroups == other.dataGroups;
    }

    /** Writes it to its folder; it survives a power loss on return. */
    public void write(Path folder) throws IOException {
        DurableFiles.createFolders(folder);
        DurableFiles.replace(folder.resolve(FILE), RecordJson.toBytes(this));
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
