package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.daemon.adapter.ratis.checkpoint.Checkpointer;
import java.io.IOException;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties a {@link GroupMachine} to Ratis: one entry after the other, checkpoints in the background, and a copy of the
 * leader's checkpoint where the leader's log does not reach back far enough.
 *
 * <p>Nothing that is thrown while an entry is applied is survived: the entry would be skipped. The node is reported as
 * failed, and Ratis stops the group.
 */
public final class GroupStateMachine extends BaseStateMachine {

    /** What takes part. */
    public record Parts(
            GroupMachine machine, Checkpointer checkpointer, Executor background, GroupEvents events, Limits limits) {}

    /**
     * When a checkpoint is due.
     *
     * @param intervalNanos after how long
     * @param bytes after how many applied bytes at the latest
     */
    public record Limits(long intervalNanos, long bytes) {}

    private static final Logger LOG = LoggerFactory.getLogger(GroupStateMachine.class);

    private final RaftGroupId id;
    private final Checkpointer checkpointer;
    private final Executor background;
    private final GroupEvents events;
    private final AppliedState state;
    private final PeerAnswers answers;
    private final AppliedIndex appliedIndex = new AppliedIndex();

    /** The leader's first entry when a copy began that Ratis has not adopted yet, -1 for none. */
    private volatile long copiedFor = -1;

    /** A state machine of a group whose machine has its newest checkpoint loaded. */
    public GroupStateMachine(RaftGroupId id, Parts parts) {
        this.id = id;
        this.checkpointer = parts.checkpointer;
        this.background = parts.background;
        this.events = parts.events;
        this.state = new AppliedState(
                parts.machine, checkpointer, new AppliedState.Limits(parts.limits.intervalNanos, parts.limits.bytes));
        this.answers = new PeerAnswers(id, parts);
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage) throws IOException {
        super.initialize(server, group, storage);
        getLifeCycle().startAndTransition(this::adoptNewest);
    }

    private void adoptNewest() {
        state.adoptNewest();
        appliedIndex.advance(state.last().getIndex());
    }

    /** Lets callers wait for entries to be applied. */
    public AppliedIndex appliedIndex() {
        return appliedIndex;
    }

    @Override
    public TermIndex getLastAppliedTermIndex() {
        return state.last();
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext context) {
        LogEntryProto entry = context.getLogEntry();
        try {
            var reply = state.apply(
                    TermIndex.valueOf(entry), entry.getStateMachineLogEntry().getLogData());
            appliedIndex.advance(entry.getIndex());
            return CompletableFuture.completedFuture(reply.map(Message::valueOf).orElse(Message.EMPTY));
        } catch (IOException | RuntimeException | Error e) {
            var what = "entry " + entry.getIndex() + " of group " + id + " can't be applied";
            events.failed(id, what, e);
            throw new CompletionException(what, e);
        }
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        if (state.passed(TermIndex.valueOf(term, index))) {
            appliedIndex.advance(index);
        }
    }

    /** Has a checkpoint of the present state written in the background, if something was applied since the last. */
    public void checkpoint() {
        state.checkpoint();
    }

    /** The same, but done on return. */
    public void checkpointNow() throws IOException {
        state.checkpointNow();
    }

    /** Publishes the newest checkpoint that is on disk; Ratis then purges its log up to it. */
    @Override
    public long takeSnapshot() {
        return checkpointer.releasableIndex();
    }

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        return checkpointer
                .newest()
                .map(checkpoint -> (SnapshotInfo) new PublishedCheckpoint(checkpoint.at()))
                .orElse(null);
    }

    @Override
    public CompletableFuture<TermIndex> notifyInstallSnapshotFromLeader(RoleInfoProto role, TermIndex firstInLog) {
        if (firstInLog.getIndex() <= 0) {
            // A newcomer, and the leader's log goes back to its beginning: nothing to copy.
            return CompletableFuture.completedFuture(null);
        }
        var leader = role.getFollowerInfo().getLeaderInfo().getId();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        var copied = state.install(events.source(id, leader));
                        copiedFor = firstInLog.getIndex();
                        return copied;
                    } catch (IOException e) {
                        // The leader tells again as long as it takes.
                        LOG.atWarn()
                                .addKeyValue("group", id)
                                .addKeyValue("leader", leader.getId().toStringUtf8())
                                .setCause(e)
                                .log("The leader's checkpoint can't be copied; it goes on when the leader tells again");
                        throw new CompletionException("the leader's checkpoint can't be copied", e);
                    }
                },
                background);
    }

    /**
     * The leader's first entry when a copy began that is done, but that Ratis has not adopted yet.
     *
     * <p>Ratis adopts a copy when the leader tells a second time that its log begins later. A leader that took the
     * follower's answer meanwhile for a reason to go on with its log never does, and the follower refuses entries for
     * good. So the node tells itself.
     */
    public OptionalLong unadopted() {
        long first = copiedFor;
        return first < 0 ? OptionalLong.empty() : OptionalLong.of(first);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() {
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            adoptNewest();
            copiedFor = -1;
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
    }

    @Override
    public CompletableFuture<Message> query(Message request) {
        // A linearizable read waits here for its turn and reads the image by itself.
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public CompletableFuture<Message> queryStale(Message request, long minIndex) {
        return answers.answer(request.getContent());
    }

    @Override
    public TransactionContext preAppendTransaction(TransactionContext context) {
        events.appending(id, context.getClientRequest());
        return context;
    }

    @Override
    public void notifyLeaderReady() {
        events.leading(id);
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        events.following(id);
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        if (!member.getPeerId().equals(leader)) {
            events.following(id);
        }
    }

    @Override
    public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
        events.failed(id, "the Raft log of group " + id + " can't be written", cause);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        events.stopped(id);
    }
}
