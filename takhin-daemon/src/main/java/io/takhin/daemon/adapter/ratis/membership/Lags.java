package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;

/** How far followers are behind, as their leaders know. */
public final class Lags {

    private final RaftNode node;
    private final GroupIds ids;

    /** Looks at the groups of a node. */
    public Lags(RaftNode node, GroupIds ids) {
        this.node = node;
        this.ids = ids;
    }

    /** The groups that this node leads, with their followers. */
    public List<NodeHello.Led> led() {
        return ids.all()
                .filter(node::leads)
                .map(group -> new NodeHello.Led(ids.name(group), lastIndex(group), followers(group)))
                .toList();
    }

    private long lastIndex(RaftGroupId group) {
        return node.division(group).getRaftLog().getNextIndex() - 1;
    }

    private List<NodeHello.Follower> followers(RaftGroupId group) {
        var info = node.division(group).getInfo();
        var role = info.getRoleInfoProto();
        // Both are listed in the order of the leader's appenders; a change in between shows in their number.
        var matches = info.getFollowerMatchIndices();
        var followers = role.getLeaderInfo().getFollowerInfoList();
        var found = new ArrayList<NodeHello.Follower>();
        if (matches != null && matches.length == followers.size()) {
            for (int i = 0; i < matches.length; i++) {
                var id = RaftPeerId.valueOf(followers.get(i).getId().getId());
                found.add(new NodeHello.Follower(
                        GroupIds.nodeId(id), matches[i], followers.get(i).getLastRpcElapsedTimeMs()));
            }
        }
        return found;
    }

    /** Whether a follower of a group that this node leads answers, and misses few entries. */
    public boolean isClose(RaftGroupId group, int id, long lagMax, long silentMsMax) {
        long last = lastIndex(group);
        return followers(group).stream()
                .anyMatch(follower -> follower.nodeId() == id
                        && last - follower.matchIndex() <= lagMax
                        && follower.silentMs() <= silentMsMax);
    }

    /** How far a node is behind over all groups, as this node and the others that lead say; -1 when none does. */
    public long of(int id, List<NodeHello> others) {
        long lag = -1;
        for (var led : Stream.concat(led().stream(), others.stream().flatMap(hello -> hello.led().stream()))
                .toList()) {
            for (var follower : led.followers()) {
                if (follower.nodeId() == id) {
                    lag = Math.max(0, lag) + Math.max(0, led.lastIndex() - follower.matchIndex());
                }
            }
        }
        return lag;
    }
}
