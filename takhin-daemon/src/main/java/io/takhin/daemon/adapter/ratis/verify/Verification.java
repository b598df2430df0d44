package io.takhin.daemon.adapter.ratis.verify;

import io.takhin.common.admin.member.ClusterVerify;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import io.takhin.daemon.adapter.ratis.verify.ReplicaHashes.Applied;
import io.takhin.daemon.adapter.ratis.verify.ReplicaHashes.Hashes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;

/**
 * Compares the replicas of every group: the leader says what it has applied, and every replica, the leader's included,
 * hashes just that. Blocks the caller; records may be written meanwhile.
 */
public final class Verification {

    /** How often a group is tried whose metadata or oldest records changed in between. */
    private static final int TRIES = 5;

    private final RaftNode node;
    private final GroupIds ids;
    private final Peers peers;

    /** Compares the replicas of a node's groups. */
    public Verification(RaftNode node, GroupIds ids, Peers peers) {
        this.node = node;
        this.ids = ids;
        this.peers = peers;
    }

    /** Compares all groups, one after the other. */
    public ClusterVerify.Reply verify(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var groups = new ArrayList<ClusterVerify.Verified>();
        for (var group : ids.all().toList()) {
            var verified = verify(group, deadline);
            for (int i = 1; i < TRIES && !isSame(verified); i++) {
                verified = verify(group, deadline);
            }
            groups.add(verified);
        }
        return new ClusterVerify.Reply(groups.stream().allMatch(Verification::isSame), groups);
    }

    private static boolean isSame(ClusterVerify.Verified group) {
        return group.replicas().stream().allMatch(ClusterVerify.Replica::same);
    }

    private record Answer(List<String> hashes, long index, long bytes, String problem) {}

    private ClusterVerify.Verified verify(RaftGroupId group, long deadline) {
        var leader = node.leaderPeer(group)
                .orElseThrow(() -> TakhinException.of(ErrorCode.NO_LEADER, ids.name(group) + " has no leader"));
        var applied = applied(group, leader, deadline);
        var question = new PeerQuestion.Hash(applied.index(), applied.extents());
        var asked = new LinkedHashMap<RaftPeer, CompletableFuture<Answer>>();
        node.members(group).stream()
                .sorted(Comparator.comparingInt(peer -> GroupIds.nodeId(peer.getId())))
                .forEach(peer -> asked.put(peer, ask(group, peer, question)));
        var answers = new LinkedHashMap<RaftPeer, Answer>();
        asked.forEach((peer, answer) -> answers.put(peer, await(answer, deadline)));
        var reference = answers.get(leader);
        return compared(group, applied, answers, reference == null ? nothing("the leader moved") : reference);
    }

    private ClusterVerify.Verified compared(
            RaftGroupId group, Applied applied, Map<RaftPeer, Answer> answers, Answer reference) {
        var replicas = new ArrayList<ClusterVerify.Replica>();
        answers.forEach((peer, answer) -> {
            var problem = problem(applied, answer, reference);
            replicas.add(new ClusterVerify.Replica(
                    String.valueOf(GroupIds.nodeId(peer.getId())),
                    answer.hashes.isEmpty() ? "" : combined(answer.hashes),
                    problem.isEmpty(),
                    problem));
        });
        return new ClusterVerify.Verified(ids.name(group), applied.index(), reference.bytes, replicas);
    }

    private static String problem(Applied applied, Answer answer, Answer reference) {
        if (!answer.problem.isEmpty()) {
            return answer.problem;
        }
        if (answer.index != reference.index) {
            return "it moved on to entry " + answer.index + " while it was compared";
        }
        for (int i = 0; i < answer.hashes.size(); i++) {
            if (i >= reference.hashes.size() || differs(answer.hashes.get(i), reference.hashes.get(i))) {
                return applied.extents().isEmpty()
                        ? "the metadata differs"
                        : "partition " + applied.extents().get(i).partition() + " of topic "
                                + applied.extents().get(i).id() + " differs";
            }
        }
        return "";
    }

    /** What is compacted is left out: replicas that hold the same newest records can differ in the older ones. */
    private static boolean differs(String hash, String other) {
        return !hash.equals(other) && !hash.equals(ReplicaHashes.COMPACTED) && !other.equals(ReplicaHashes.COMPACTED);
    }

    private static String combined(List<String> hashes) {
        return hashes.size() == 1 ? hashes.getFirst() : String.format("%08x", hashes.hashCode()) + "/" + hashes.size();
    }

    private Applied applied(RaftGroupId group, RaftPeer leader, long deadline) {
        try {
            var answer = peers.ask(group, leader, new PeerQuestion.Extents())
                    .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return RecordJson.read(answer.toByteArray(), Applied.class, RecordJson.Unknown.IGNORE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(e);
        } catch (ExecutionException | TimeoutException e) {
            throw late(e);
        }
    }

    private static TakhinException late(Exception e) {
        return new TakhinException(AdminError.of(ErrorCode.DEADLINE, "the leader did not answer in time"), e);
    }

    private CompletableFuture<Answer> ask(RaftGroupId group, RaftPeer peer, PeerQuestion.Hash question) {
        return peers.ask(group, peer, question).handle((bytes, failure) -> {
            if (failure != null) {
                return nothing("it did not answer: " + failure.getMessage());
            }
            var hashes = RecordJson.read(bytes.toByteArray(), Hashes.class, RecordJson.Unknown.IGNORE);
            return new Answer(hashes.hashes(), hashes.index(), hashes.bytes(), "");
        });
    }

    private static Answer nothing(String problem) {
        return new Answer(List.of(), -1, 0, problem);
    }

    private static Answer await(CompletableFuture<Answer> answer, long deadline) {
        try {
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return nothing("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            return nothing("it did not answer in time");
        }
    }

    /** Answers the questions of a verification. */
    public static byte[] answer(ReplicaHashes hashes, int group, PeerQuestion question) throws IOException {
        if (question instanceof PeerQuestion.Extents) {
            return RecordJson.toBytes(hashes.applied(group));
        }
        if (question instanceof PeerQuestion.Hash hash) {
            return RecordJson.toBytes(hashes.hash(group, hash));
        }
        throw new IOException("not a question about replicas: " + question);
    }
}
