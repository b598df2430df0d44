package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.LogProtoUtils;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.ProtoUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before a Raft server where its peers call, and mends what Ratis 3.3.0 does with three of their requests. All
 * else goes through. Any thread may call.
 *
 * <p><b>Votes of a newcomer.</b> A node that joins takes no part in elections until a leader has told it that it has
 * caught up. When the leader dies after the others have the entry that adds the node, and before it was told, they need
 * its vote and it refuses all: the group has no leader until the old one is back. Raft has a server vote whatever its
 * own configuration says (Raft §6), so this one does. It says yes when it is asked whether it would, which changes
 * nothing, and takes part from the moment that somebody stands.
 *
 * <p><b>A configuration that comes with a checkpoint.</b> Ratis drops the configuration it has before it takes the one
 * it is told, and has none in between; an election that looks just then finds this node to be no member, and ends the
 * group. It is told with every note that the log begins later, mostly what it has already, and by leaders that are none
 * any more. Those are left out.
 *
 * <p><b>Candidates that are no members.</b> Their groups would be ended by the answer. A newcomer whose leader died may
 * be one, and is added again in a moment; one that was removed hears so in another way, and writes it down.
 */
final class PeerRequests {

    private static final Logger LOG = LoggerFactory.getLogger(PeerRequests.class);

    private final RaftServer server;

    PeerRequests(RaftServer server) {
        this.server = server;
    }

    /** The server, for all that goes to it as it is. */
    RaftServer server() {
        return server;
    }

    /** Hands a message to the replica of its group, in the caller's thread. */
    CompletableFuture<RaftClientReply> message(RaftClientRequest request) throws IOException {
        var division = server.getDivision(request.getRaftGroupId());
        return ((RaftClientAsynchronousProtocol) division).submitClientRequestAsync(request);
    }

    /** Takes a note that the leader's log begins later. */
    InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return server.installSnapshot(withoutKnown(request));
    }

    /** Votes. */
    RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        var division = division(request.getServerRequest());
        if (division.getInfo().getLifeCycleState() == LifeCycle.State.STARTING && wouldVote(division, request)) {
            if (request.getPreVote()) {
                return yes(division, request);
            }
            takePart(division, request);
        }
        var reply = server.requestVote(request);
        return reply.getShouldShutdown()
                ? reply.toBuilder().setShouldShutdown(false).build()
                : reply;
    }

    /** By the rules that Ratis has for a server that takes part. */
    private boolean wouldVote(RaftServer.Division division, RequestVoteRequestProto request) {
        var configuration = division.getRaftConf();
        var candidate = RaftPeerId.valueOf(request.getServerRequest().getRequestorId());
        boolean ofNow = request.getPreVote()
                || request.getCandidateTerm() > division.getInfo().getCurrentTerm();
        if (!ofNow || configuration.getPeer(candidate, RaftPeerRole.FOLLOWER) == null) {
            return false;
        }
        int ahead = TermIndex.valueOf(request.getCandidateLastEntry()).compareTo(last(division));
        boolean member = configuration.getPeer(server.getId(), RaftPeerRole.FOLLOWER) != null;
        return member ? ahead >= 0 : ahead > 0;
    }

    /** Behind every candidate's while the log is not open: then Ratis refuses, as it does now. */
    private static TermIndex last(RaftServer.Division division) {
        try {
            var last = division.getRaftLog().getLastEntryTermIndex();
            var checkpoint = division.getStateMachine().getLatestSnapshot();
            return last != null
                    ? last
                    : checkpoint != null ? checkpoint.getTermIndex() : TermIndex.valueOf(0, RaftLog.INVALID_LOG_INDEX);
        } catch (IllegalStateException e) {
            LOG.atDebug().setCause(e).log("The log of a group is not open yet");
            return TermIndex.valueOf(Long.MAX_VALUE, Long.MAX_VALUE);
        }
    }

    private RequestVoteReplyProto yes(RaftServer.Division division, RequestVoteRequestProto request) {
        var asked = request.getServerRequest();
        return RequestVoteReplyProto.newBuilder()
                .setServerReply(RaftRpcReplyProto.newBuilder()
                        .setRequestorId(asked.getRequestorId())
                        .setReplyId(server.getId().toByteString())
                        .setRaftGroupId(asked.getRaftGroupId())
                        .setCallId(asked.getCallId())
                        .setSuccess(true))
                .setTerm(division.getInfo().getCurrentTerm())
                .setLastEntry(last(division).toProto())
                .build();
    }

    /**
     * Lets the replica take part: for Ratis a leader says so with a heartbeat. This one is of the present term and
     * holds nothing; the vote that follows is of a later term, which ends whatever the heartbeat said of the leader.
     */
    private void takePart(RaftServer.Division division, RequestVoteRequestProto request) throws IOException {
        var asked = request.getServerRequest();
        var info = division.getInfo();
        ByteString leader = info.getLeaderId() == null
                ? asked.getRequestorId()
                : info.getLeaderId().toByteString();
        server.appendEntries(AppendEntriesRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder(asked).setRequestorId(leader))
                .setLeaderTerm(info.getCurrentTerm())
                .setLeaderCommit(RaftLog.INVALID_LOG_INDEX)
                .setInitializing(false)
                .build());
        LOG.atInfo()
                .addKeyValue("group", division.getGroup().getGroupId())
                .addKeyValue("term", request.getCandidateTerm())
                .log("A replica that was about to join votes");
    }

    private InstallSnapshotRequestProto withoutKnown(InstallSnapshotRequestProto request) throws IOException {
        if (!request.hasLastRaftConfigurationLogEntryProto()) {
            return request;
        }
        var division = division(request.getServerRequest());
        var told = LogProtoUtils.toRaftConfiguration(request.getLastRaftConfigurationLogEntryProto());
        boolean ofTheDeposed = request.getLeaderTerm() < division.getInfo().getCurrentTerm();
        return ofTheDeposed || told.equals(division.getRaftConf())
                ? request.toBuilder().clearLastRaftConfigurationLogEntryProto().build()
                : request;
    }

    private RaftServer.Division division(RaftRpcRequestProto request) throws IOException {
        return server.getDivision(ProtoUtils.toRaftGroupId(request.getRaftGroupId()));
    }
}
