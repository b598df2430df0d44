package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpoint;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpointer;
import io.takhin.daemon.adapter.ratis.propose.PeerMessage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
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
    private final GroupMachine machine;
    private final Checkpointer checkpointer;
    private final Executor background;
    private final GroupEvents events;
    private final Limits limits;
    private final AppliedIndex appliedIndex = new AppliedIndex();

    /** Guards the machine: entries, captures and installations exclude each other. */
    private final ReentrantLock lock = new ReentrantLock();

    private long bytesSinceCheckpoint;
    private long checkpointNanos = System.nanoTime();

    /** True while a copy is half in, or failed half in: no state to keep. */
    private boolean installing;

    /** What an installation brought; entries up to it that Ratis still hands on are in it already. */
    private TermIndex installed = TermIndex.valueOf(0, -1);

    /** The leader's first entry when a copy began that Ratis has not adopted yet, -1 for none. */
    private volatile long copiedFor = -1;

    /** A state machine of a group whose machine has its newest checkpoint loaded. */
    public GroupStateMachine(RaftGroupId id, Parts parts) {
        this.id = id;
        this.machine = parts.machine;
        this.checkpointer = parts.checkpointer;
        this.background = parts.background;
        this.events = parts.events;
        this.limits = parts.limits;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage) throws IOException {
        super.initialize(server, group, storage);
        getLifeCycle().startAndTransition(this::adoptNewest);
    }

    private void adoptNewest() {
        checkpointer.newest().ifPresent(checkpoint -> {
            setLastAppliedTermIndex(checkpoint.at());
            appliedIndex.advance(checkpoint.at().getIndex());
        });
    }

    /** Lets callers wait for entries to be applied. */
    public AppliedIndex appliedIndex() {
        return appliedIndex;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext context) {
        LogEntryProto entry = context.getLogEntry();
        var data = entry.getStateMachineLogEntry().getLogData();
        lock.lock();
        try {
            if (entry.getIndex() <= installed.getIndex()) {
                return CompletableFuture.completedFuture(Message.EMPTY);
            }
            if (installing) {
                // The log goes on without the checkpoint whose copy failed half way.
                machine.abandonInstall();
                installing = false;
            }
            var reply = machine.apply(entry.getTerm(), entry.getIndex(), data.asReadOnlyByteBuffer());
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            bytesSinceCheckpoint += data.size();
            checkpointIfDue();
            appliedIndex.advance(entry.getIndex());
            return CompletableFuture.completedFuture(Message.valueOf(reply));
        } catch (IOException | RuntimeException | Error e) {
            var what = "entry " + entry.getIndex() + " of group " + id + " can't be applied";
            events.failed(id, what, e);
            throw new CompletionException(what, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        lock.lock();
        try {
            if (index > installed.getIndex()) {
                super.notifyTermIndexUpdated(term, index);
                appliedIndex.advance(index);
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkpointIfDue() {
        if (bytesSinceCheckpoint >= limits.bytes || System.nanoTime() - checkpointNanos >= limits.intervalNanos) {
            checkpoint();
        }
    }

    /** Has a checkpoint of the present state written in the background, if something was applied since the last. */
    public void checkpoint() {
        lock.lock();
        try {
            var at = getLastAppliedTermIndex();
            if (at.getIndex() >= 0 && !installing) {
                checkpointer.write(at, machine.capture());
                bytesSinceCheckpoint = 0;
                checkpointNanos = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The same, but done on return. */
    public void checkpointNow() throws IOException {
        lock.lock();
        try {
            var at = getLastAppliedTermIndex();
            long last =
                    checkpointer.newest().map(newest -> newest.at().getIndex()).orElse(-1L);
            if (at.getIndex() > last && !installing) {
                checkpointer.writeNow(at, machine.capture());
            }
        } finally {
            lock.unlock();
        }
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
                .map(checkpoint -> (SnapshotInfo) new Published(checkpoint.at()))
                .orElse(null);
    }

    /** A checkpoint as Ratis sees it; its files are none of Ratis's business. */
    private record Published(TermIndex termIndex) implements SnapshotInfo {
        @Override
        public TermIndex getTermIndex() {
            return termIndex;
        }

        @Override
        public long getTerm() {
            return termIndex.getTerm();
        }

        @Override
        public long getIndex() {
            return termIndex.getIndex();
        }

        @Override
        public List<FileInfo> getFiles() {
            return List.of();
        }
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
                        var copied = install(events.source(id, leader));
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

    private TermIndex install(GroupMachine.Source leader) throws IOException {
        var bytes = leader.ask(RecordJson.toBytes(new PeerQuestion.NewestCheckpoint()));
        var checkpoint = Checkpoint.read(bytes);
        lock.lock();
        try {
            if (checkpoint.at().getIndex() <= getLastAppliedTermIndex().getIndex() && !installing) {
                throw new IOException("the leader's checkpoint at " + checkpoint.at() + " is older than what is here, "
                        + getLastAppliedTermIndex());
            }
            installing = true;
            machine.install(checkpoint.at().getIndex(), checkpoint.body(), leader);
            checkpointer.writeNow(checkpoint.at(), machine.capture());
            installed = checkpoint.at();
            setLastAppliedTermIndex(checkpoint.at());
            installing = false;
            return checkpoint.at();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() {
        lock.lock();
        try {
            if (getLifeCycleState() == LifeCycle.State.PAUSED) {
                getLifeCycle().transition(LifeCycle.State.STARTING);
                adoptNewest();
                copiedFor = -1;
                getLifeCycle().transition(LifeCycle.State.RUNNING);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletableFuture<Message> query(Message request) {
        // A linearizable read waits here for its turn and reads the image by itself.
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public CompletableFuture<Message> queryStale(Message request, long minIndex) {
        var content = PeerMessage.content(request.getContent());
        if (PeerMessage.isProposal(request.getContent())) {
            // In this thread, which keeps the order of what one peer sends.
            return events.propose(id, content).thenApply(outcome -> Message.valueOf(PeerMessage.answer(outcome)));
        }
        if (PeerMessage.isCall(request.getContent())) {
            return events.call(content).thenApply(Message::valueOf);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        var question = content.asReadOnlyByteBuffer();
                        return Message.valueOf(UnsafeByteOperations.unsafeWrap(answer(question)));
                    } catch (IOException | RuntimeException e) {
                        // Any other exception would end the stream, and with it what others wait for.
                        throw new CompletionException(new StateMachineException(e.getMessage(), e));
                    }
                },
                background);
    }

    private byte[] answer(java.nio.ByteBuffer question) throws IOException {
        var json = new byte[question.remaining()];
        question.duplicate().get(json);
        return switch (RecordJson.read(json, PeerQuestion.class, RecordJson.Unknown.REFUSE)) {
            case PeerQuestion.NewestCheckpoint newest ->
                checkpointer
                        .lend()
                        .orElseThrow(() -> new IOException("there is no checkpoint yet"))
                        .toBytes();
            case PeerQuestion.Hello hello -> events.hello();
            case PeerQuestion.Records records -> {
                checkpointer.extend();
                yield machine.answer(question);
            }
            case PeerQuestion.StartOffset start -> machine.answer(question);
            case PeerQuestion.Join join -> throw new IOException("this node belongs to a cluster already");
            case PeerQuestion.Extents extents -> events.answer(id, extents);
            case PeerQuestion.Hash hash -> events.answer(id, hash);
        };
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
