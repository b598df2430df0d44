package io.takhin.daemon.adapter.ratis;

import io.takhin.common.admin.cluster.SnapshotCreate;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion.Checkpointed;
import io.takhin.daemon.adapter.ratis.group.Group;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;

/**
 * Checkpoints on request: each node is asked how far it is, and then again until that is on its disk. Entries go on
 * being applied meanwhile. Blocks the caller.
 */
final class Checkpoints {

    private static final long POLL_NANOS = 50_000_000;

    private final RaftNode node;
    private final GroupIds ids;
    private final Peers peers;
    private final RaftReplicas replicas;

    Checkpoints(RaftNode node, GroupIds ids, Peers peers, RaftReplicas replicas) {
        this.node = node;
        this.ids = ids;
        this.peers = peers;
        this.replicas = replicas;
    }

    private record Asked(RaftGroupId group, RaftPeer peer, CompletableFuture<Checkpointed> answer) {}

    /** Has the nodes write one; what did not work is in the reply. */
    SnapshotCreate.Reply take(SnapshotCreate.Request request, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var asked = new ArrayList<Asked>();
        for (var peer : wanted(request.id())) {
            for (var group : ids.all().toList()) {
                asked.add(new Asked(group, peer, ask(group, peer, -1)));
            }
        }
        return new SnapshotCreate.Reply(
                request.dryRun(),
                asked.stream()
                        .map(one -> taken(one, request.dryRun(), deadline))
                        .toList());
    }

    private List<RaftPeer> wanted(String id) {
        var members = node.members(ids.metadata()).stream()
                .filter(peer -> id.isEmpty() || id.equals(String.valueOf(GroupIds.nodeId(peer.getId()))))
                .sorted(Comparator.comparingInt(peer -> GroupIds.nodeId(peer.getId())))
                .toList();
        if (members.isEmpty()) {
            throw new TakhinException(AdminError.of(ErrorCode.NOT_FOUND, "node " + id + " is no member of this cluster")
                    .withHint("see who is with: takhin members"));
        }
        return members;
    }

    private SnapshotCreate.Taken taken(Asked asked, boolean dryRun, long deadline) {
        long before = -1;
        try {
            var first = await(asked.answer, deadline);
            before = first.index();
            if (dryRun) {
                return taken(asked, before, Math.max(before, first.applied()), "");
            }
            var now = first;
            while (now.index() < first.applied()) {
                now = await(ask(asked.group, asked.peer, first.applied()), deadline);
                if (!now.problem().isEmpty()) {
                    return taken(asked, before, now.index(), now.problem());
                }
                if (now.index() < first.applied()) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
            return taken(asked, before, now.index(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return taken(asked, before, before, "interrupted");
        } catch (ExecutionException e) {
            return taken(asked, before, before, "the node did not answer: " + e.getCause());
        } catch (TimeoutException e) {
            return taken(asked, before, before, "the node was not done by the deadline");
        }
    }

    private SnapshotCreate.Taken taken(Asked asked, long before, long index, String problem) {
        return new SnapshotCreate.Taken(
                String.valueOf(GroupIds.nodeId(asked.peer.getId())), ids.name(asked.group), before, index, problem);
    }

    private CompletableFuture<Checkpointed> ask(RaftGroupId group, RaftPeer peer, long index) {
        return peers.ask(group, peer, new PeerQuestion.TakeCheckpoint(index))
                .thenApply(
                        bytes -> RecordJson.read(bytes.toByteArray(), Checkpointed.class, RecordJson.Unknown.IGNORE));
    }

    private static Checkpointed await(CompletableFuture<Checkpointed> answer, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** Answers for one of this node's groups; returns at once. */
    byte[] answer(RaftGroupId id, PeerQuestion.TakeCheckpoint question) {
        var group =
                replicas.all().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        if (index(group) < question.index()) {
            group.states().checkpoint();
        }
        return RecordJson.toBytes(new Checkpointed(
                group.states().getLastAppliedTermIndex().getIndex(),
                index(group),
                group.checkpointer().problem()));
    }

    private static long index(Group<?> group) {
        return group.checkpointer()
                .newest()
                .map(checkpoint -> checkpoint.at().getIndex())
                .orElse(-1L);
    }
}
