package io.takhin.daemon.adapter.ratis.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.FreePorts;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.NotificationProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.TimeDuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer, node 4, hears of its peers' requests with and without what stands before its server. */
class PeerRequestsTest {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(3, 4));
    private static final List<RaftPeer> OLD = peers(1, 2, 3);
    private static final List<RaftPeer> NEW = peers(1, 2, 3, 4);
    private static final long TERM = 5;

    @TempDir
    private Path folder;

    private RaftServer bare;
    private PeerRequests server;

    @BeforeEach
    void start() throws IOException {
        var properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
        RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, false);
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, TimeDuration.valueOf(60, TimeUnit.SECONDS));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, TimeDuration.valueOf(61, TimeUnit.SECONDS));
        RaftConfigKeys.Rpc.setType(properties, new RaftRpc());
        RaftRpc.setListen(properties, "127.0.0.1", FreePorts.next());
        bare = RaftServer.newBuilder()
                .setServerId(GroupIds.peerId(4))
                .setGroup(RaftGroup.valueOf(GROUP))
                .setStateMachine(new BaseStateMachine())
                .setProperties(properties)
                .build();
        bare.start();
        server = new PeerRequests(bare);
    }

    @AfterEach
    void stop() throws IOException {
        bare.close();
    }

    @Test
    void letsAJoiningReplicaVoteWhenTheLeaderThatAddedItIsGone() throws IOException {
        // Given: the entry that adds it, from a leader that did not tell it to take part yet
        append(configuration(0, OLD, List.of()), configuration(1, NEW, OLD));
        assertThrows(ServerNotReadyException.class, () -> bare.requestVote(vote(1, true, TERM, 1)));

        // When
        var would = server.requestVote(vote(1, true, TERM, 1));
        var before = state();
        var does = server.requestVote(vote(1, false, TERM + 1, 1));

        // Then
        assertTrue(would.getServerReply().getSuccess());
        assertEquals(TermIndex.valueOf(TERM, 1), TermIndex.valueOf(would.getLastEntry()));
        assertEquals(LifeCycle.State.STARTING, before);
        assertTrue(does.getServerReply().getSuccess());
        assertEquals(TERM + 1, does.getTerm());
        assertEquals(LifeCycle.State.RUNNING, state());
    }

    @Test
    void letsAJoiningReplicaVoteThatDoesNotHaveTheEntryWhichAddsIt() throws IOException {
        // Given
        append(configuration(0, OLD, List.of()));

        // When
        var would = server.requestVote(vote(2, true, TERM, 1));
        var does = server.requestVote(vote(2, false, TERM + 1, 1));

        // Then
        assertTrue(would.getServerReply().getSuccess());
        assertTrue(does.getServerReply().getSuccess());
    }

    @Test
    void keepsAJoiningReplicaOutOfElectionsThatItCanNotDecide() throws IOException {
        // Given
        append(configuration(0, OLD, List.of()), configuration(1, NEW, OLD));

        // When, then: a stranger, one with a shorter log, one that stands for a term that is over
        assertRefused(vote(9, true, TERM, 1));
        assertRefused(vote(1, true, TERM, 0));
        assertRefused(vote(1, false, TERM, 1));
        assertEquals(LifeCycle.State.STARTING, state());
    }

    @Test
    void hasAConfigurationAllTheTimeWhileItIsToldTheSame() throws Exception {
        // Given
        append(configuration(0, OLD, List.of()), configuration(1, NEW, OLD));
        var stop = new AtomicBoolean();
        var none = new AtomicBoolean();
        var election = Thread.ofPlatform().name("takhin-test-election").start(() -> {
            while (!stop.get()) {
                if (division().getRaftConf().getAllPeers().isEmpty()) {
                    none.set(true);
                }
            }
        });

        // When
        for (int i = 0; i < 100 && !none.get(); i++) {
            server.installSnapshot(note(TERM, configuration(1, NEW, OLD)));
        }
        // Ratis alone tells a deposed leader that it leads no more, and takes its configuration.
        for (int i = 0; i < 20 && !none.get(); i++) {
            server.installSnapshot(note(TERM - 1, configuration(0, OLD, List.of())));
        }
        stop.set(true);
        election.join();

        // Then
        assertFalse(none.get(), "an election would have found no members");
        assertEquals(1, division().getRaftConf().getLogEntryIndex());
    }

    private void assertRefused(RequestVoteRequestProto request) {
        assertThrows(ServerNotReadyException.class, () -> server.requestVote(request));
    }

    private RaftServer.Division division() {
        try {
            return bare.getDivision(GROUP);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private LifeCycle.State state() {
        return division().getInfo().getLifeCycleState();
    }

    private void append(LogEntryProto... entries) throws IOException {
        bare.appendEntries(AppendEntriesRequestProto.newBuilder()
                .setServerRequest(from(3))
                .setLeaderTerm(TERM)
                .setLeaderCommit(-1)
                .setInitializing(true)
                .addAllEntries(List.of(entries))
                .build());
    }

    private static InstallSnapshotRequestProto note(long term, LogEntryProto configuration) {
        return InstallSnapshotRequestProto.newBuilder()
                .setServerRequest(from(3))
                .setLeaderTerm(term)
                .setLastRaftConfigurationLogEntryProto(configuration)
                .setNotification(NotificationProto.newBuilder()
                        .setFirstAvailableTermIndex(TermIndex.valueOf(TERM, 0).toProto()))
                .build();
    }

    private static RequestVoteRequestProto vote(int candidate, boolean preVote, long term, long lastIndex) {
        return RequestVoteRequestProto.newBuilder()
                .setServerRequest(from(candidate))
                .setCandidateTerm(term)
                .setCandidateLastEntry(TermIndex.valueOf(TERM, lastIndex).toProto())
                .setPreVote(preVote)
                .build();
    }

    private static RaftRpcRequestProto.Builder from(int node) {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(GroupIds.peerId(node).toByteString())
                .setReplyId(GroupIds.peerId(4).toByteString())
                .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(GROUP.toByteString()));
    }

    private static LogEntryProto configuration(long index, List<RaftPeer> now, List<RaftPeer> before) {
        var entry = LogEntryProto.newBuilder().setTerm(TERM).setIndex(index);
        now.forEach(peer -> entry.getConfigurationEntryBuilder().addPeers(peer.getRaftPeerProto()));
        before.forEach(peer -> entry.getConfigurationEntryBuilder().addOldPeers(peer.getRaftPeerProto()));
        return entry.build();
    }

    private static List<RaftPeer> peers(int... ids) {
        return IntStream.of(ids)
                .mapToObj(id -> RaftNode.peer(id, "127.0.0.1:" + (7000 + id)))
                .toList();
    }
}
