package io.takhin.daemon.app;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.ratis.recover.OfflineGroup;
import io.takhin.daemon.adapter.ratis.recover.OfflineNode;
import io.takhin.daemon.adapter.ratis.recover.Survivors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What is done with the folders of stopped nodes, when a cluster has lost its quorum for good. */
public final class FolderRecovery {

    private FolderRecovery() {}

    /**
     * What a folder has.
     *
     * @param folder which
     * @param nodeId its node
     * @param clusterId its cluster
     * @param recoveries how often that was recovered by force
     * @param groups what it has of each group
     */
    public record Node(Path folder, int nodeId, String clusterId, int recoveries, List<Group> groups) {
        /** Copies the list. */
        public Node {
            groups = List.copyOf(groups);
        }
    }

    /**
     * What a node has of a group.
     *
     * @param name which group
     * @param term the newest term it knows
     * @param lastTerm its last entry's term
     * @param lastIndex its last entry
     * @param committedIndex up to where it knows that all is committed, -1 for nowhere
     * @param voters the voters it knows, {@code ID@HOST:PORT}
     */
    public record Group(
            String name, long term, long lastTerm, long lastIndex, long committedIndex, List<String> voters) {
        /** Copies the list. */
        public Group {
            voters = List.copyOf(voters);
        }
    }

    /**
     * What several folders have.
     *
     * @param nodes each of them
     * @param best the node with the most
     * @param lost what would be lost with it of what the others have
     */
    public record Survey(List<Node> nodes, OptionalInt best, List<String> lost) {
        /** Copies the lists. */
        public Survey {
            nodes = List.copyOf(nodes);
            lost = List.copyOf(lost);
        }
    }

    /**
     * Looks at the folders of stopped nodes of one cluster.
     *
     * @throws TakhinException with NOT_FOUND if one is no such folder, CONFLICT if a process uses it or it is of
     *     another cluster, REFUSED if its node was removed
     */
    public static Survey inspect(List<Path> folders) throws IOException {
        DaemonLog.errorsOnly(System.err);
        var nodes = new ArrayList<Node>();
        var groups = new TreeMap<Integer, List<OfflineGroup>>();
        for (var path : folders) {
            try (var folder = take(path)) {
                var node = OfflineNode.at(folder.path());
                var identity = node.identity();
                if (!nodes.isEmpty()
                        && (!nodes.getFirst().clusterId().equals(identity.clusterId())
                                || nodes.getFirst().recoveries() != identity.recoveries())) {
                    throw TakhinException.of(
                            ErrorCode.CONFLICT, path + " is of another cluster than " + folders.getFirst());
                }
                var found = node.groups();
                groups.put(identity.nodeId(), found);
                nodes.add(new Node(
                        path,
                        identity.nodeId(),
                        identity.clusterId(),
                        identity.recoveries(),
                        found.stream().map(FolderRecovery::group).toList()));
            }
        }
        var survivors = new Survivors(groups);
        var best = survivors.best();
        return new Survey(nodes, best, best.isPresent() ? survivors.lostWith(best.getAsInt()) : List.of());
    }

    /**
     * Makes a stopped node the only voter of its cluster; what it was is copied before, to the folder that is returned.
     *
     * @param dryRun whether to judge only
     * @throws TakhinException as {@link #inspect} does
     */
    public static Path force(Path path, boolean dryRun) throws IOException {
        DaemonLog.errorsOnly(System.err);
        try (var folder = take(path)) {
            var node = OfflineNode.at(folder.path());
            // All logs have to be readable before anything is changed.
            node.groups();
            if (!dryRun) {
                node.force();
            }
            return node.backup();
        }
    }

    private static DataFolder take(Path path) {
        if (!Files.isDirectory(path)) {
            throw TakhinException.of(ErrorCode.NOT_FOUND, "there is no folder " + path);
        }
        return DataFolder.take(path);
    }

    private static Group group(OfflineGroup group) {
        return new Group(
                group.name(),
                group.term(),
                group.lastTerm(),
                group.lastIndex(),
                group.checkpointIndex(),
                group.voterNames());
    }
}
