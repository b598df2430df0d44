package io.takhin.daemon.adapter.ratis.recover;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.ratis.apply.MetadataGroup;
import io.takhin.daemon.adapter.ratis.checkpoint.CheckpointFolder;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.ratis.membership.RemovedMark;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.LogProtoUtils;

/**
 * A stopped node, by its folder, which the caller has locked.
 *
 * <p>Forced recovery makes it the only voter of all groups, in a new term, and gives the groups new ids: what is left
 * of the old cluster is not understood any more, whoever starts it. In this order, each step done again if it is broken
 * off: copy of the Raft logs, entries and terms, ids of the folders, {@code node.json}.
 */
public final class OfflineNode {

    private final Path folder;
    private final NodeIdentity identity;

    private OfflineNode(Path folder, NodeIdentity identity) {
        this.folder = folder;
        this.identity = identity;
    }

    /**
     * Looks at a folder.
     *
     * @throws TakhinException with NOT_FOUND if it is no node's of a cluster, with REFUSED if its node was removed
     */
    public static OfflineNode at(Path folder) throws IOException {
        RemovedMark.refuse(folder);
        var identity = NodeIdentity.of(folder)
                .filter(known -> known.stage() == NodeIdentity.Stage.FORMED)
                .orElseThrow(() -> TakhinException.of(
                        ErrorCode.NOT_FOUND, folder + " holds nothing of a cluster that this node took part in"));
        return new OfflineNode(folder, identity);
    }

    /** Whose folder it is. */
    public NodeIdentity identity() {
        return identity;
    }

    /** What it has of each group, the metadata first. */
    public List<OfflineGroup> groups() throws IOException {
        var ids = ids(identity);
        var groups = new ArrayList<OfflineGroup>();
        for (var id : ids.all().toList()) {
            groups.add(log(id).describe(ids.name(id), checkpoint(ids.name(id))));
        }
        return groups;
    }

    /** Where the copy is that {@link #force} makes before anything else. */
    public Path backup() {
        return folder.resolve("before-recovery-" + (identity.recoveries() + 1));
    }

    /**
     * Makes the node the only voter; on disk on return.
     *
     * @throws TakhinException with REFUSED if the node does not know itself as a member
     */
    public void force() throws IOException {
        var self = self();
        backUp();
        var before = ids(identity);
        var recovered = identity.recovered(GroupIds.nodeId(self.getId()) + "@" + self.getAddress());
        var after = ids(recovered);
        var targets = after.all().toList();
        var sources = before.all().toList();
        for (int n = 0; n < sources.size(); n++) {
            var target = folder(targets.get(n));
            if (Files.exists(target)) {
                // Done before this was broken off.
                continue;
            }
            var name = before.name(sources.get(n));
            log(sources.get(n)).force(self, checkpoint(name), more(sources.get(n), before));
            Files.move(folder(sources.get(n)), target);
            DurableFiles.syncFolder(folder.resolve("raft"));
        }
        recovered.write(folder);
    }

    /** A change of members that was under way has its nodes no more. */
    private static List<LogEntryProto.Builder> more(RaftGroupId id, GroupIds ids) {
        if (!id.equals(ids.metadata())) {
            return List.of();
        }
        var command = MetadataGroup.toBytes(new MetadataCommand.AbandonChange());
        return List.of(LogEntryProto.newBuilder()
                .setStateMachineLogEntry(LogProtoUtils.toStateMachineLogEntryProto(
                        ClientId.randomId(), 1, StateMachineLogEntryProto.Type.WRITE, command, null)));
    }

    private RaftPeer self() throws IOException {
        var ids = ids(identity);
        var metadata = log(ids.metadata()).describe(ids.name(ids.metadata()), Optional.empty());
        var all = new ArrayList<>(metadata.voters());
        all.addAll(metadata.listeners());
        return all.stream()
                .filter(peer -> peer.getId().equals(GroupIds.peerId(identity.nodeId())))
                .findFirst()
                .map(peer -> RaftPeer.newBuilder()
                        .setId(peer.getId())
                        .setAddress(peer.getAddress())
                        .build())
                .orElseThrow(() -> new TakhinException(
                        AdminError.of(ErrorCode.REFUSED, identity.describe() + " is no member by its own log")
                                .withHint("choose another survivor: takhin recover inspect DIR...")));
    }

    private void backUp() throws IOException {
        var copy = backup();
        if (Files.exists(copy)) {
            return;
        }
        var part = folder.resolve(copy.getFileName() + ".part");
        try (var files = Files.walk(folder.resolve("raft"))) {
            for (var file : files.toList()) {
                var to = part.resolve("raft").resolve(folder.resolve("raft").relativize(file));
                if (Files.isDirectory(file)) {
                    DurableFiles.createFolders(to);
                } else if (!Files.exists(to) || Files.size(to) != Files.size(file)) {
                    Files.copy(file, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                    DurableFiles.syncFile(to);
                }
            }
        }
        identity.write(part);
        Files.move(part, copy);
        DurableFiles.syncFolder(folder);
    }

    private OfflineLog log(RaftGroupId id) throws IOException {
        var log = folder(id);
        // Where a recovery was broken off, some have their new ids already.
        var other = ids(identity.recovered("")).all().toList();
        var moved = folder(other.get(ids(identity).all().toList().indexOf(id)));
        return OfflineLog.read(Files.exists(log) ? log : moved);
    }

    private Path folder(RaftGroupId id) {
        return folder.resolve("raft").resolve(id.getUuid().toString());
    }

    private Optional<TermIndex> checkpoint(String name) throws IOException {
        return new CheckpointFolder(folder.resolve("checkpoint").resolve(name))
                .newest()
                .map(checkpoint -> checkpoint.at());
    }

    private static GroupIds ids(NodeIdentity identity) {
        return new GroupIds(identity.clusterId(), identity.dataGroups(), identity.recoveries());
    }
}
