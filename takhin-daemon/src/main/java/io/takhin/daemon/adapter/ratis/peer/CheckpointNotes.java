package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a follower that the leader's log begins later than what it needs next, until it has copied a checkpoint (Raft
 * §7, where the follower fetches). For the appender's thread.
 */
final class CheckpointNotes {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointNotes.class);

    private final LogAppender appender;
    private final PeerServer rpc;

    CheckpointNotes(LogAppender appender, PeerServer rpc) {
        this.appender = appender;
        this.rpc = rpc;
    }

    /** Tells it once, and whether it is still busy with that. */
    boolean send(TermIndex first) throws IOException {
        var follower = appender.getFollower();
        var request = appender.newInstallSnapshotNotificationRequest(first);
        follower.updateLastRpcSendTime(false);
        var reply = rpc.installSnapshot(request);
        follower.updateLastRpcResponseTime();
        follower.getErrorState().updateErrorCount(false);
        LOG.atDebug()
                .addKeyValue("follower", follower.getId())
                .addKeyValue("first", first)
                .log("Told that the log begins later: {}", reply.getResult());
        return switch (reply.getResult()) {
            case SUCCESS -> {
                follower.setAttemptedToInstallSnapshot();
                yield false;
            }
            case ALREADY_INSTALLED -> {
                installed(reply);
                yield false;
            }
            case SNAPSHOT_INSTALLED -> {
                installed(reply);
                if (reply.getSnapshotIndex() + 1 >= appender.getRaftLog().getStartIndex()) {
                    tell(InstallSnapshotResult.SUCCESS, reply.getSnapshotIndex());
                }
                yield false;
            }
            case SNAPSHOT_UNAVAILABLE -> {
                follower.setAttemptedToInstallSnapshot();
                tell(InstallSnapshotResult.SNAPSHOT_UNAVAILABLE, RaftLog.INVALID_LOG_INDEX);
                yield true;
            }
            case NOT_LEADER -> {
                appender.onFollowerTerm(reply.getTerm());
                yield true;
            }
            case IN_PROGRESS, SNAPSHOT_EXPIRED -> true;
            case CONF_MISMATCH, UNRECOGNIZED -> {
                LOG.atError()
                        .addKeyValue("follower", follower.getId())
                        .log("A follower does not take notes about checkpoints: {}", reply.getResult());
                yield true;
            }
        };
    }

    private void installed(InstallSnapshotReplyProto reply) {
        var follower = appender.getFollower();
        long index = reply.getSnapshotIndex();
        follower.setSnapshotIndex(index);
        follower.setAttemptedToInstallSnapshot();
        appender.getLeaderState().onFollowerCommitIndex(follower, index);
        follower.updateNextIndex(index + 1);
    }

    private void tell(InstallSnapshotResult result, long index) {
        appender.getServer()
                .getStateMachine()
                .event()
                .notifySnapshotInstalled(result, index, appender.getFollower().getPeer());
    }
}
