package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.retry.RetryPolicy;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppenderBase;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.Timestamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a follower's log to where the leader's is (Raft §5.3): several requests are on their way at once, heartbeats
 * go on a connection of their own. The appender's thread, which is Ratis's, sends, and alone decides where to go on
 * after trouble; the connection's thread takes what went well, without waiting for the other. A small entry that comes
 * while nothing is on its way is sent by the thread that appended it: to wake another costs as much as to send.
 *
 * <p>What is on its way when something fails is sent again from the first that was not answered: a follower takes what
 * it has as had.
 */
final class PeerAppender extends LogAppenderBase {

    private static final Logger LOG = LoggerFactory.getLogger(PeerAppender.class);

    /** One is on the link and one on the follower's disk; the others are for links with latency. */
    private static final int WINDOW = 8;

    /** A follower that reads nothing and answers nothing is cut off, and tried again on a new connection. */
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Between two notes that the log begins later: the follower is copying a checkpoint. */
    private static final long NOTE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Fits into the socket's buffer when nothing else is in it, so that who sends it is not held up. */
    private static final int SMALL_BYTES = 8 << 10;

    private final PeerServer rpc;
    private final RetryPolicy retries;
    private final OnTheWay onTheWay = new OnTheWay();
    private final CheckpointNotes notes;
    private final AtomicBoolean signaled = new AtomicBoolean();

    /** Held by who sends. */
    private final ReentrantLock sending = new ReentrantLock();

    private volatile @Nullable Thread thread;
    private volatile @Nullable PeerConnection entries;
    private volatile @Nullable PeerConnection heartbeats;
    private long calls;
    private long notBeforeNanos = System.nanoTime();

    PeerAppender(RaftServer.Division division, LeaderState leader, FollowerInfo follower) {
        super(division, leader, follower);
        this.rpc = (PeerServer) division.getRaftServer().getServerRpc();
        this.retries = RetryPolicy.parse(
                RaftServerConfigKeys.Log.Appender.retryPolicy(
                        division.getRaftServer().getProperties()),
                RaftServerConfigKeys.Log.Appender.RETRY_POLICY_KEY);
        this.notes = new CheckpointNotes(this, rpc);
    }

    @Override
    public long getCallId() {
        return calls;
    }

    @Override
    public Comparator<Long> getCallIdComparator() {
        return Comparator.naturalOrder();
    }

    @Override
    public boolean hasPendingDataRequests() {
        return !onTheWay.isEmpty();
    }

    /**
     * Ratis calls this with each commit as well, mostly for nothing. Its own signal is lost when it comes before the
     * wait.
     */
    @Override
    public void notifyLogAppender() {
        if (shouldSendAppendEntries() && onTheWay.size() < WINDOW && !sendSmall()) {
            wake();
        }
    }

    /** Sends the one entry there is in the caller's thread, if nothing can hold it up; false leaves it to the other. */
    private boolean sendSmall() {
        // Under the server's monitor nobody should write to a socket.
        if (!onTheWay.isEmpty() || Thread.holdsLock(getServer()) || !sending.tryLock()) {
            return false;
        }
        try {
            if (!isSmall()) {
                return false;
            }
            send(newAppendEntriesRequest(calls, false));
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().addKeyValue("appender", this).setCause(e).log("A follower was not reached");
            return false;
        } finally {
            sending.unlock();
        }
    }

    private boolean isSmall() throws IOException {
        var connection = entries;
        long next = getFollower().getNextIndex();
        return connection != null
                && connection.isOpen()
                && isRunning()
                && onTheWay.isEmpty()
                && onTheWay.trouble().isEmpty()
                && notBeforeNanos - System.nanoTime() <= 0
                && getHeartbeatWaitTimeMs() > 0
                && getRaftLog().getNextIndex() == next + 1
                && shouldNotifyToInstallSnapshot() == null
                && getRaftLog().getEntryWithData(next).getSerializedSize() <= SMALL_BYTES;
    }

    private void wake() {
        if (signaled.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() throws IOException {
        thread = Thread.currentThread();
        try {
            while (isRunning() && !Thread.currentThread().isInterrupted()) {
                signaled.set(false);
                long waitNanos = step();
                getLeaderState().checkHealth(getFollower());
                if (waitNanos > 0 && !signaled.get()) {
                    LockSupport.parkNanos(this, waitNanos);
                }
            }
        } finally {
            closeConnections();
        }
    }

    /** Does what there is to do, and says for how long there is nothing more unless a signal comes. */
    private long step() throws IOException {
        sending.lock();
        try {
            return stepAlone();
        } finally {
            sending.unlock();
        }
    }

    private long stepAlone() throws IOException {
        lookForTrouble();
        long restNanos = notBeforeNanos - System.nanoTime();
        if (restNanos > 0) {
            return restNanos;
        }
        if (shouldSendAppendEntries()) {
            try {
                var first = shouldNotifyToInstallSnapshot();
                if (first != null) {
                    heartbeatWhenDue();
                    return notes.send(first) ? NOTE_NANOS : 0;
                }
                if (onTheWay.size() < WINDOW) {
                    send(newAppendEntriesRequest(calls, false));
                } else {
                    heartbeatWhenDue();
                }
            } catch (IOException e) {
                failed(e);
                return notBeforeNanos - System.nanoTime();
            }
        }
        return hasAppendEntries() && onTheWay.size() < WINDOW
                ? 0
                : Math.max(1, TimeUnit.MILLISECONDS.toNanos(getHeartbeatWaitTimeMs()));
    }

    private void heartbeatWhenDue() throws IOException {
        if (getHeartbeatWaitTimeMs() <= 0) {
            send(newAppendEntriesRequest(calls, true));
        }
    }

    private void send(@Nullable AppendEntriesRequestProto request) throws IOException {
        if (request == null) {
            return;
        }
        int count = request.getEntriesCount();
        // First, as it may fail: what is counted as sent is failed by its connection.
        var connection = connection(count == 0);
        calls++;
        resetHeartbeatTrigger();
        var sent = new OnTheWay.Sent(
                request.getServerRequest().getCallId(),
                count == 0 ? -1 : request.getEntries(0).getIndex(),
                Timestamp.currentTime());
        getFollower().updateLastRpcSendTime(count == 0);
        if (count > 0) {
            onTheWay.add(sent);
            getFollower().increaseNextIndex(request.getEntries(count - 1).getIndex() + 1);
        }
        var _ = connection
                .call(PeerKind.APPEND, request, AppendEntriesReplyProto.parser())
                .whenComplete((reply, failure) -> {
                    if (failure == null) {
                        answered(sent, reply);
                    } else if (count > 0) {
                        onTheWay.failed(sent, Optional.empty());
                        wake();
                    }
                });
    }

    /** In the connection's thread. */
    private void answered(OnTheWay.Sent sent, AppendEntriesReplyProto reply) {
        var follower = getFollower();
        follower.updateLastRespondedAppendEntriesSendTime(sent.time());
        follower.updateLastRpcResponseTime();
        switch (reply.getResult()) {
            case SUCCESS -> {
                follower.getErrorState().updateErrorCount(false);
                getLeaderState().onFollowerCommitIndex(follower, reply.getFollowerCommit());
                if (follower.updateMatchIndex(reply.getMatchIndex())) {
                    follower.updateNextIndex(reply.getMatchIndex() + 1);
                    getLeaderState().onFollowerSuccessAppendEntries(follower);
                }
            }
            case NOT_LEADER -> {
                if (onFollowerTerm(reply.getTerm())) {
                    return;
                }
            }
            case INCONSISTENCY -> {
                onTheWay.failed(
                        sent, Optional.of(getNextIndexForInconsistency(sent.firstIndex(), reply.getNextIndex())));
                wake();
            }
            case UNRECOGNIZED -> LOG.atWarn().addKeyValue("appender", this).log("An answer is not understood");
        }
        onTheWay.remove(sent);
        getLeaderState().onAppendEntriesReply(this, reply);
        if (hasAppendEntries()) {
            wake();
        }
    }

    private void lookForTrouble() {
        var trouble = onTheWay.trouble();
        if (trouble.isPresent()) {
            long matched = getFollower().getMatchIndex() + 1;
            var told = trouble.get().nextIndex();
            onTheWay.clear();
            getFollower()
                    .setNextIndex(told.orElse(Math.max(matched, trouble.get().firstIndex())));
            // A follower that copies a checkpoint says so to each request.
            failed(null);
        } else if (onTheWay.oldest()
                .filter(sent -> sent.isOlderThan(SILENT_NANOS))
                .isPresent()) {
            // All that is on the way fails with it.
            close(entries);
        }
    }

    private void failed(@Nullable IOException e) {
        int count = getFollower().getErrorState().updateErrorCount(true);
        var rest = retries.handleAttemptFailure(() -> count).getSleepTime();
        notBeforeNanos = System.nanoTime() + rest.toLong(TimeUnit.NANOSECONDS);
        LOG.atDebug().addKeyValue("appender", this).setCause(e).log("A follower was not reached");
    }

    private PeerConnection connection(boolean heartbeat) throws IOException {
        var had = heartbeat ? heartbeats : entries;
        if (had != null && had.isOpen() && !isSilent(had)) {
            return had;
        }
        close(had);
        var opened = rpc.open(getFollowerId(), heartbeat ? "beats" : "entries");
        if (heartbeat) {
            heartbeats = opened;
        } else {
            entries = opened;
        }
        return opened;
    }

    private boolean isSilent(PeerConnection connection) {
        long silent = getFollower().getLastRpcResponseTime().elapsedTime().toLong(TimeUnit.NANOSECONDS);
        return silent > SILENT_NANOS && connection.ageNanos() > SILENT_NANOS;
    }

    @Override
    public CompletableFuture<LifeCycle.State> stopAsync() {
        var stopped = super.stopAsync();
        // The thread may wait for a follower that takes nothing.
        closeConnections();
        return stopped;
    }

    private void closeConnections() {
        close(entries);
        close(heartbeats);
    }

    private static void close(@Nullable PeerConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }
}
