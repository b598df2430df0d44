package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * Asks the other members who they are, from time to time. That tells where their clients reach them, and who is alive,
 * without a leader.
 */
public final class ClusterWatch {

    /** Without an answer for this long a node counts as down. */
    private static final long ALIVE_NANOS = 3_000_000_000L;

    private final RaftNode node;
    private final RaftGroupId group;
    private final Peers peers;
    private final Map<Integer, Heard> heard = new ConcurrentHashMap<>();
    private final Map<Integer, Long> asked = new ConcurrentHashMap<>();

    private record Heard(NodeHello hello, long atNanos) {}

    /** Watches the members of a group. */
    public ClusterWatch(RaftNode node, RaftGroupId group, Peers peers) {
        this.node = node;
        this.group = group;
        this.peers = peers;
    }

    /** Asks everyone once; returns at once. A question that is still open is not asked again for a while. */
    public void ask() {
        long now = System.nanoTime();
        for (var peer : node.members(group)) {
            int id = GroupIds.nodeId(peer.getId());
            var before = asked.get(id);
            if (!peer.getId().equals(node.server().getId()) && (before == null || now - before > ALIVE_NANOS)) {
                asked.put(id, now);
                var _ = peers.ask(group, peer, new PeerQuestion.Hello()).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        heard(id, answer);
                    }
                    asked.remove(id);
                });
            }
        }
    }

    private void heard(int id, ByteString answer) {
        var hello = RecordJson.read(answer.toByteArray(), NodeHello.class, RecordJson.Unknown.IGNORE);
        heard.put(id, new Heard(hello, System.nanoTime()));
    }

    /** What a node said of itself when it was last heard. */
    public Optional<NodeHello> hello(int nodeId) {
        return Optional.ofNullable(heard.get(nodeId)).map(Heard::hello);
    }

    /** Whether a node was heard lately; this one always is. */
    public boolean alive(int nodeId) {
        var last = heard.get(nodeId);
        return GroupIds.peerId(nodeId).equals(node.server().getId())
                || (last != null && System.nanoTime() - last.atNanos < ALIVE_NANOS);
    }
}
