package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.CommandReply;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * Changes and linearizable reads of one group, from a node that may or may not lead it. It follows a leader that moves
 * until the deadline. Any thread may call.
 */
public final class GroupClient {

    private static final Executor SOON = CompletableFuture.delayedExecutor(25, TimeUnit.MILLISECONDS);

    private final RaftNode node;
    private final RaftGroupId group;
    private final String name;
    private final LocalSubmitter local;
    private final Peers peers;

    /** Speaks to a group by way of this node's replica or a peer's. */
    public GroupClient(RaftNode node, RaftGroupId group, String name, LocalSubmitter local, Peers peers) {
        this.node = node;
        this.group = group;
        this.name = name;
        this.local = local;
        this.peers = peers;
    }

    /**
     * Has a command applied. It is sent again when an answer is lost, so it must do no harm when it is applied twice.
     * Rejected with NOT_READY when there is no leader in time, and then not applied.
     */
    public CompletableFuture<Outcome<CommandReply>> command(ByteString command, Duration timeout) {
        return command(command, System.nanoTime() + timeout.toNanos());
    }

    private CompletableFuture<Outcome<CommandReply>> command(ByteString command, long deadlineNanos) {
        return send(command, deadlineNanos).thenCompose(outcome -> switch (outcome) {
            case Outcome.Done<ByteString>(var reply) ->
                CompletableFuture.completedFuture(
                        RecordJson.read(reply.toByteArray(), CommandReply.class, RecordJson.Unknown.IGNORE)
                                .outcome());
            case Outcome.Rejected<ByteString>(var rejection) ->
                CompletableFuture.completedFuture(new Outcome.Rejected<>(rejection));
            case Outcome.Unknown<ByteString>(var message) ->
                later(() -> command(command, deadlineNanos), deadlineNanos, new Outcome.Unknown<>(message));
        });
    }

    /** Has an entry applied; sent again only while it is surely not in the log. */
    public CompletableFuture<Outcome<ByteString>> send(ByteString entry, Duration timeout) {
        return send(entry, System.nanoTime() + timeout.toNanos());
    }

    private CompletableFuture<Outcome<ByteString>> send(ByteString entry, long deadlineNanos) {
        return once(entry)
                .thenCompose(outcome -> outcome instanceof Outcome.Rejected<ByteString>(var rejection)
                                && (rejection.reason() == Reason.NOT_LEADER || rejection.reason() == Reason.NOT_READY)
                        ? later(() -> send(entry, deadlineNanos), deadlineNanos, noLeader())
                        : CompletableFuture.completedFuture(outcome));
    }

    private CompletableFuture<Outcome<ByteString>> once(ByteString entry) {
        if (node.leads(group)) {
            return local.submit(entry);
        }
        // A leader that is this node itself and not ready yet is waited for.
        return node.leaderPeer(group)
                .filter(leader -> !leader.getId().equals(node.server().getId()))
                .map(leader -> peers.propose(group, leader, entry))
                .orElseGet(() -> CompletableFuture.completedFuture(noLeader()));
    }

    /**
     * Done when this replica has applied all that was committed before the call; rejected with NOT_READY when that
     * can't be had in time.
     */
    public CompletableFuture<Outcome<Boolean>> barrier(Duration timeout) {
        return barrier(System.nanoTime() + timeout.toNanos());
    }

    private CompletableFuture<Outcome<Boolean>> barrier(long deadlineNanos) {
        long left = Math.max(1_000_000, deadlineNanos - System.nanoTime());
        return node.barrier(group, Duration.ofNanos(left))
                .orTimeout(left, TimeUnit.NANOSECONDS)
                .handle((reply, failure) -> failure == null && reply.isSuccess())
                .thenCompose(done -> done
                        ? CompletableFuture.completedFuture(Outcome.done(true))
                        : later(() -> barrier(deadlineNanos), deadlineNanos, this.<Boolean>noLeader()));
    }

    private <T> Outcome<T> noLeader() {
        return Outcome.reject(Reason.NOT_READY, "group " + name + " has no leader that answers");
    }

    private static <T> CompletableFuture<Outcome<T>> later(
            Supplier<CompletableFuture<Outcome<T>>> again, long deadlineNanos, Outcome<T> tooLate) {
        return System.nanoTime() - deadlineNanos >= 0
                ? CompletableFuture.completedFuture(tooLate)
                : CompletableFuture.completedFuture(true).thenComposeAsync(_ -> again.get(), SOON);
    }
}
