package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import io.takhin.daemon.core.metadata.NodeAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Makes sure who is at an address before it is added, and tells it where it belongs. Blocks the caller. */
public final class Newcomers {

    /** How long an address is tried before it counts as wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long RETRY_NANOS = 200_000_000;
    private static final long ANSWER_S = 5;

    private final GroupIds ids;
    private final String clusterId;
    private final Peers peers;

    /** Asks for a cluster. */
    public Newcomers(GroupIds ids, String clusterId, Peers peers) {
        this.ids = ids;
        this.clusterId = clusterId;
        this.peers = peers;
    }

    private enum Found {
        WAITS,
        BELONGS
    }

    private record Answer(Found found, NodeHello hello) {}

    /** Makes sure that a node of this id answers at its address and may join; changes nothing. */
    public void check(NodeAddress node, Duration timeout) {
        probe(node, timeout);
    }

    /** The same, and then the node knows the cluster. */
    public void join(NodeAddress node, Duration timeout) {
        if (probe(node, timeout) == Found.WAITS) {
            var question = new PeerQuestion.Join(clusterId, ids.data().size(), node.id(), ids.recoveries());
            try {
                ask(Lobby.GROUP, node, question);
            } catch (ExecutionException | TimeoutException e) {
                throw unreachable(node, e);
            }
            awaitGroups(node, System.nanoTime() + timeout.toNanos());
        }
    }

    /** It opens the cluster's groups now; before that a leader would give it up within seconds. */
    private void awaitGroups(NodeAddress node, long deadline) {
        while (true) {
            try {
                if (probe(node).found == Found.BELONGS) {
                    return;
                }
            } catch (ExecutionException | TimeoutException e) {
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    throw unreachable(node, e);
                }
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private Found probe(NodeAddress node, Duration timeout) {
        long patience = Math.min(timeout.toNanos(), PATIENCE.toNanos());
        long deadline = System.nanoTime() + patience;
        while (true) {
            try {
                var answer = probe(node);
                if (answer.found == Found.WAITS) {
                    judge(node, answer.hello);
                }
                return answer.found;
            } catch (ExecutionException | TimeoutException e) {
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    throw unreachable(node, e);
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private Answer probe(NodeAddress node) throws ExecutionException, TimeoutException {
        try {
            return new Answer(Found.WAITS, hello(ask(Lobby.GROUP, node, new PeerQuestion.Hello())));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupMismatchException)) {
                throw e;
            }
        }
        try {
            var hello = hello(ask(ids.metadata(), node, new PeerQuestion.Hello()));
            judge(node, hello);
            return new Answer(Found.BELONGS, hello);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServerNotReadyException) {
                // It has the cluster's groups and waits in them.
                return new Answer(Found.BELONGS, nobody(node));
            }
            if (e.getCause() instanceof GroupMismatchException) {
                throw new TakhinException(
                        AdminError.of(ErrorCode.CONFLICT, "the node at " + node.raft() + " belongs to another cluster")
                                .withHint("to use it here, reset its folder: takhin server reset --data-dir D"));
            }
            throw e;
        }
    }

    private static NodeHello nobody(NodeAddress node) {
        return new NodeHello(
                node.id(),
                "",
                "",
                "",
                NodeHello.PROTOCOL,
                "",
                NodeHello.Configuration.NONE,
                "",
                false,
                java.util.List.of());
    }

    private static void judge(NodeAddress node, NodeHello hello) {
        if (hello.nodeId() != node.id()) {
            throw TakhinException.of(
                    ErrorCode.CONFLICT,
                    "the node at " + node.raft() + " is node " + hello.nodeId() + ", not " + node.id());
        }
        if (hello.protocol() != NodeHello.PROTOCOL) {
            throw TakhinException.of(
                    ErrorCode.REFUSED,
                    "node " + node.id() + " runs version " + hello.version()
                            + ", which this cluster's nodes don't understand");
        }
    }

    private static TakhinException unreachable(NodeAddress node, Exception e) {
        var cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return new TakhinException(
                AdminError.of(
                                ErrorCode.DEADLINE,
                                "node " + node.id() + " does not answer at " + node.raft() + ": " + cause.getMessage())
                        .withHint("start it there with raft.enabled: true, an empty folder and no initial voters"),
                e);
    }

    private static NodeHello hello(ByteString answer) {
        return RecordJson.read(answer.toByteArray(), NodeHello.class, RecordJson.Unknown.IGNORE);
    }

    private ByteString ask(RaftGroupId group, NodeAddress node, PeerQuestion question)
            throws ExecutionException, TimeoutException {
        // Under the node's own id a wrong address would be remembered.
        var peer = RaftPeer.newBuilder()
                .setId(RaftPeerId.valueOf("at-" + node.raft()))
                .setAddress(node.raft())
                .build();
        CompletableFuture<ByteString> answer = peers.ask(group, peer, question);
        try {
            return answer.get(ANSWER_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }
}
