package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * Asks the other members who they are, from time to time. That tells where their clients reach them, who is alive, and
 * what they know of the cluster, without a leader.
 */
public final class ClusterWatch {

    /** Without an answer for this long a node counts as down. */
    private static final long ALIVE_NANOS = 3_000_000_000L;

    private final RaftNode node;
    private final RaftGroupId group;
    private final Peers peers;
    private final Consumer<NodeHello> listener;
    private final Map<Integer, Heard> heard = new ConcurrentHashMap<>();
    private final Map<Integer, Long> asked = new ConcurrentHashMap<>();
    private final Map<Integer, Long> followed = new ConcurrentHashMap<>();
    private final long startNanos = System.nanoTime();

    private record Heard(NodeHello hello, long sinceNanos, long atNanos) {}

    /** Watches the members of a group; {@code listener} hears each answer, on a thread of Ratis. */
    public ClusterWatch(RaftNode node, RaftGroupId group, Peers peers, Consumer<NodeHello> listener) {
        this.node = node;
        this.group = group;
        this.peers = peers;
        this.listener = listener;
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

    /**
     * Takes what leaders know of their followers: a listener answers no questions, and whether it is there its leaders
     * alone can tell.
     */
    public void told(List<NodeHello.Led> led) {
        long now = System.nanoTime();
        for (var group : led) {
            for (var follower : group.followers()) {
                long at = now - follower.silentMs() * 1_000_000;
                if (now - at < ALIVE_NANOS) {
                    followed.merge(follower.nodeId(), at, Math::max);
                }
            }
        }
    }

    private void heard(int id, ByteString answer) {
        var hello = RecordJson.read(answer.toByteArray(), NodeHello.class, RecordJson.Unknown.IGNORE);
        long now = System.nanoTime();
        heard.compute(
                id,
                (_, last) -> new Heard(
                        hello, last != null && now - last.atNanos < ALIVE_NANOS ? last.sinceNanos : now, now));
        told(hello.led());
        listener.accept(hello);
    }

    /** What a node said of itself when it was last heard. */
    public Optional<NodeHello> hello(int nodeId) {
        return Optional.ofNullable(heard.get(nodeId)).map(Heard::hello);
    }

    /** What all nodes that are alive said last. */
    public List<NodeHello> hellos() {
        long now = System.nanoTime();
        return heard.values().stream()
                .filter(last -> now - last.atNanos < ALIVE_NANOS)
                .map(Heard::hello)
                .toList();
    }

    /** Whether a node was heard lately; this one always is. */
    public boolean alive(int nodeId) {
        return silentMs(nodeId) < ALIVE_NANOS / 1_000_000 && (isThisNode(nodeId) || wasHeard(nodeId));
    }

    private boolean wasHeard(int nodeId) {
        return heard.containsKey(nodeId) || followed.containsKey(nodeId);
    }

    /** For how long a node has been heard without a gap, in ms; 0 when it is not alive. */
    public long steadyMs(int nodeId) {
        long now = System.nanoTime();
        var last = heard.get(nodeId);
        if (isThisNode(nodeId)) {
            return (now - startNanos) / 1_000_000;
        }
        return last == null || now - last.atNanos >= ALIVE_NANOS ? 0 : (now - last.sinceNanos) / 1_000_000;
    }

    /** For how long a node was not heard, in ms; since this node's start when it never was. */
    public long silentMs(int nodeId) {
        var last = heard.get(nodeId);
        long heardNanos = last == null ? startNanos : last.atNanos;
        long atNanos = Math.max(heardNanos, followed.getOrDefault(nodeId, startNanos));
        return isThisNode(nodeId) ? 0 : (System.nanoTime() - atNanos) / 1_000_000;
    }

    private boolean isThisNode(int nodeId) {
        return nodeId == node.nodeId();
    }
}
