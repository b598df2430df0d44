package io.takhin.daemon.adapter.ratis.recover;

import io.takhin.daemon.adapter.ratis.apply.FirstState;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * The Raft logs of a new cluster whose groups have a state already. They begin in the term behind that state's, so that
 * leader epochs only grow: a log whose epochs fell would be taken for damaged, and clients would wait for a leader of
 * the epoch they know.
 */
public final class FirstLogs {

    private FirstLogs() {}

    /**
     * Writes the logs; they are on disk on return.
     *
     * @param folder the node's data folder, without Raft logs
     * @param ids the cluster's groups
     * @param nodeId the only voter
     * @param address where its peers reach it
     * @param term the newest that the groups' state knows
     */
    public static void write(Path folder, GroupIds ids, int nodeId, String address, long term) throws IOException {
        var at = Optional.of(TermIndex.valueOf(term, FirstState.INDEX));
        for (var id : ids.all().toList()) {
            OfflineLog.create(folder.resolve("raft").resolve(id.getUuid().toString()))
                    .force(RaftNode.peer(nodeId, address), at, List.of());
        }
    }
}
