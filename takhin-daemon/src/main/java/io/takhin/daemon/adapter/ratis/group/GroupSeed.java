package io.takhin.daemon.adapter.ratis.group;

import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.util.FileUtils;

/**
 * The log that each first voter of a group begins with: one entry, of term 1 and index 0, with the first configuration.
 * It is the same on all of them, so it counts as committed, as the entries do that etcd begins with.
 *
 * <p>Without it, a first leader that is deposed before anybody has its first entry is lost: a follower of Ratis 3.3.0
 * that is told of no entry before the next one takes its own at index 0 for committed
 * ({@code ServerImplUtils.effectiveCommitIndex}), and refuses the new leader's for good.
 */
final class GroupSeed {

    /** Not 0: Ratis takes an entry of term 0 and index 0 for none. */
    private static final long TERM = 1;

    private static final String CURRENT = "current";

    private GroupSeed() {}

    /**
     * Puts a group's first log where the server will look for it, unless the group is there already. It is there as a
     * whole or not at all, and survives a power loss on return.
     *
     * @param groups the server's folder
     * @param partial a folder for what is not whole yet, on the same file system
     * @param peers the group's first voters, in the same order on each
     */
    static void plant(Path groups, Path partial, RaftGroupId id, List<RaftPeer> peers) throws IOException {
        var folder = groups.resolve(id.getUuid().toString());
        if (Files.exists(folder)) {
            return;
        }
        var entry = LogEntryProto.newBuilder().setTerm(TERM).setIndex(0);
        peers.forEach(peer -> entry.getConfigurationEntryBuilder().addPeers(peer.getRaftPeerProto()));
        var first = entry.build();
        FileUtils.deleteFully(partial);
        var current = partial.resolve(CURRENT);
        DurableFiles.createFolders(current);
        RaftFiles.writeOpenSegment(current, List.of(first));
        RaftFiles.writeConfiguration(current, first);
        RaftFiles.writeTerm(current, TERM);
        Files.move(partial, folder);
        DurableFiles.syncFolder(groups);
    }
}
