package io.takhin.daemon.adapter.ratis;

import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import java.util.List;
import java.util.Locale;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;

/** The groups as this node sees them. Any thread; nothing waits. */
final class RaftGroupViews {

    private final GroupIds ids;
    private final RaftNode node;

    RaftGroupViews(GroupIds ids, RaftNode node) {
        this.ids = ids;
        this.node = node;
    }

    List<RaftGroup> all() {
        return ids.all().map(this::view).toList();
    }

    private RaftGroup view(RaftGroupId id) {
        var division = node.division(id);
        var info = division.getInfo();
        var leader = node.leader(id);
        long commitIndex = division.getRaftLog().getLastCommittedIndex();
        var last = division.getRaftLog().getLastEntryTermIndex();
        return new RaftGroup(
                ids.name(id),
                info.getCurrentRole().name().toLowerCase(Locale.ROOT),
                leader.isPresent() ? Integer.toString(leader.getAsInt()) : null,
                info.getCurrentTerm(),
                commitIndex,
                info.getLastAppliedIndex(),
                last == null ? 0 : Math.max(0, last.getIndex() - commitIndex),
                info.isLeader() ? followers(id, division, commitIndex) : List.of());
    }

    /** What a follower has committed it tells with each answer, so a silent one falls behind in this view too. */
    private List<RaftGroup.Follower> followers(RaftGroupId id, RaftServer.Division division, long commitIndex) {
        var commits = division.getCommitInfos();
        return node.members(id).stream()
                .filter(peer -> GroupIds.nodeId(peer.getId()) != node.nodeId())
                .map(peer -> {
                    long known = commits.stream()
                            .filter(info ->
                                    info.getServer().getId().equals(peer.getId().toByteString()))
                            .mapToLong(info -> info.getCommitIndex())
                            .max()
                            .orElse(0);
                    var nodeId = Integer.toString(GroupIds.nodeId(peer.getId()));
                    return new RaftGroup.Follower(nodeId, known, Math.max(0, commitIndex - known));
                })
                .toList();
    }
}
