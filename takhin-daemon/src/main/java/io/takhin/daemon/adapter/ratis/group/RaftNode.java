package io.takhin.daemon.adapter.ratis.group;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.ratis.RaftOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.NotificationProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Raft server of this node and its groups. Any thread may call. */
public final class RaftNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);
    private static final long SNAPSHOT_TIMEOUT_MS = 30_000;

    private final RaftOptions options;
    private final GroupIds ids;
    private final RaftProperties properties;
    private final RaftServer server;
    private final ClientId clientId = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    /** Opens what is on disk of the groups; {@link #start} makes them take part. */
    public RaftNode(RaftOptions options, GroupIds ids, StateMachine.Registry machines) throws IOException {
        this.options = options;
        this.ids = ids;
        this.properties = RaftSettings.of(options);
        var groups = options.folder().resolve("raft");
        Files.createDirectories(groups);
        if (!options.initialVoters().isEmpty() && !isFormed(NodeIdentity.of(options.folder()))) {
            for (var id : ids.all().toList()) {
                GroupSeed.plant(groups, options.folder().resolve("raft-first"), id, initialPeers());
            }
        }
        this.server = RaftServer.newBuilder()
                .setServerId(GroupIds.peerId(options.nodeId()))
                // The default would format.
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setStateMachineRegistry(machines)
                .setProperties(properties)
                .build();
    }

    /** Starts the server, and creates the groups where this is the first start of a node that was added. */
    public void start() throws IOException {
        var identity = NodeIdentity.of(options.folder());
        boolean formed = isFormed(identity);
        var known = new HashSet<RaftGroupId>();
        server.getGroupIds().forEach(known::add);
        for (var id : ids.all().toList()) {
            var folder = options.folder().resolve("raft").resolve(id.getUuid().toString());
            if (!known.contains(id) && Files.exists(folder)) {
                throw new IOException("the Raft log of group " + ids.name(id) + " in " + folder
                        + " can't be opened; the log of this program says why");
            }
            if (!known.contains(id) && formed) {
                throw new TakhinException(AdminError.of(
                                ErrorCode.REFUSED,
                                "the Raft log of group " + ids.name(id) + " is gone from " + folder
                                        + ": what this node acknowledged may be lost, so it must not vote")
                        .withHint("put " + folder + " back, or run takhin remove-server " + options.nodeId()
                                + ", takhin server reset --data-dir " + options.folder() + " --force, and add the"
                                + " node anew"));
            }
        }
        for (var id : known) {
            checkAddress(id);
        }
        server.start();
        for (var id : ids.all().toList()) {
            if (!known.contains(id)) {
                add(RaftGroup.valueOf(id, initialPeers()));
            }
        }
        if (identity.isPresent() && !formed) {
            identity.get().at(NodeIdentity.Stage.FORMED).write(options.folder());
        }
    }

    private static boolean isFormed(Optional<NodeIdentity> identity) {
        return identity.isPresent() && identity.get().stage() == NodeIdentity.Stage.FORMED;
    }

    /** The peers would go on calling the old address, and Ratis takes a new one for the same id without a word. */
    private void checkAddress(RaftGroupId id) {
        for (var member : members(id)) {
            if (member.getId().equals(server.getId()) && !member.getAddress().equals(options.raft())) {
                throw TakhinException.of(
                        ErrorCode.CONFLICT,
                        "the cluster knows node " + options.nodeId() + " at " + member.getAddress() + ", not at "
                                + options.raft() + ": start it there, or remove it and add it under a new id");
            }
        }
    }

    private void add(RaftGroup group) throws IOException {
        var reply = server.groupManagement(
                GroupManagementRequest.newAdd(clientId, server.getId(), calls.incrementAndGet(), group, true));
        if (!reply.isSuccess()) {
            throw new IOException("group " + ids.name(group.getGroupId()) + " can't be created", reply.getException());
        }
    }

    private List<RaftPeer> initialPeers() {
        return options.initialVoters().entrySet().stream()
                .map(voter -> peer(voter.getKey(), voter.getValue()))
                .toList();
    }

    /** A member. Priorities stay 0: with any other, leadership can't be moved at will. */
    public static RaftPeer peer(int nodeId, String address) {
        return RaftPeer.newBuilder()
                .setId(GroupIds.peerId(nodeId))
                .setAddress(address)
                .build();
    }

    /** This node. */
    public int nodeId() {
        return options.nodeId();
    }

    /** The server behind it. */
    public RaftServer server() {
        return server;
    }

    /** The settings that clients of the groups share. */
    public RaftProperties properties() {
        return properties;
    }

    /** This node's replica of a group. */
    public RaftServer.Division division(RaftGroupId id) {
        try {
            return server.getDivision(id);
        } catch (IOException e) {
            throw new IllegalStateException("group " + ids.name(id) + " is not here", e);
        }
    }

    /** Whether this node leads a group and has applied all that came before. */
    public boolean leads(RaftGroupId id) {
        return division(id).getInfo().isLeaderReady();
    }

    /** Who leads a group, as far as this node knows. */
    public OptionalInt leader(RaftGroupId id) {
        var leader = division(id).getInfo().getLeaderId();
        return leader == null ? OptionalInt.empty() : OptionalInt.of(GroupIds.nodeId(leader));
    }

    /** The same with its address. */
    public Optional<RaftPeer> leaderPeer(RaftGroupId id) {
        var division = division(id);
        return Optional.ofNullable(division.getInfo().getLeaderId())
                .map(leader -> division.getRaftConf().getPeer(leader, RaftPeerRole.FOLLOWER));
    }

    /** The members of a group, those that don't vote included. */
    public List<RaftPeer> members(RaftGroupId id) {
        var configuration = division(id).getRaftConf();
        return Stream.of(RaftPeerRole.FOLLOWER, RaftPeerRole.LISTENER)
                .flatMap(role -> configuration.getAllPeers(role).stream())
                .toList();
    }

    /** Those that vote. */
    public List<RaftPeer> voters(RaftGroupId id) {
        return List.copyOf(division(id).getRaftConf().getAllPeers(RaftPeerRole.FOLLOWER));
    }

    /**
     * Done when this replica has applied all that was committed before the call: what it answers then is linearizable.
     * Fails when the leader is not known or can't prove that it leads.
     */
    public CompletableFuture<RaftClientReply> barrier(RaftGroupId id, Duration timeout) {
        var request = RaftClientRequest.newBuilder()
                .setClientId(clientId)
                .setServerId(server.getId())
                .setGroupId(id)
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.EMPTY)
                .setType(RaftClientRequest.readRequestType())
                .setTimeoutMs(timeout.toMillis())
                .build();
        try {
            return ((RaftClientAsynchronousProtocol) division(id))
                    .submitClientRequestAsync(request)
                    .thenApply(reply -> proven(id, reply));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * In a group of one, Ratis takes the commit index of a leader that has not committed anything in its term yet
     * (LeaderStateImpl.getReadIndex), which after a restart is that of no entry at all.
     */
    private RaftClientReply proven(RaftGroupId id, RaftClientReply reply) {
        var info = division(id).getInfo();
        if (info.isLeader() && !info.isLeaderReady()) {
            throw new CompletionException(
                    new IOException("group " + ids.name(id) + " has not applied what came before its leader's term"));
        }
        return reply;
    }

    /** Has Ratis ask for the newest checkpoint and purge its log up to it; what fails is tried with the next one. */
    public void purge(RaftGroupId id) {
        var request = SnapshotManagementRequest.newCreate(
                clientId, server.getId(), id, calls.incrementAndGet(), SNAPSHOT_TIMEOUT_MS, 1);
        var _ = server.snapshotManagementAsync(request).whenComplete((reply, failure) -> {
            if (failure != null) {
                LOG.atWarn().addKeyValue("group", id).setCause(failure).log("The Raft log was not purged");
            }
        });
    }

    /**
     * Has Ratis adopt a checkpoint that was copied, in the name of the leader whose log begins at {@code firstIndex}.
     */
    public void adopt(RaftGroupId id, long firstIndex) throws IOException {
        var info = division(id).getInfo();
        var leader = info.getLeaderId();
        if (leader != null && !leader.equals(server.getId())) {
            var from = RaftRpcRequestProto.newBuilder()
                    .setRequestorId(leader.toByteString())
                    .setReplyId(server.getId().toByteString())
                    .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(id.toByteString()))
                    .setCallId(calls.incrementAndGet());
            var first =
                    TermIndexProto.newBuilder().setTerm(info.getCurrentTerm()).setIndex(firstIndex);
            var _ = server.installSnapshot(InstallSnapshotRequestProto.newBuilder()
                    .setServerRequest(from)
                    .setLeaderTerm(info.getCurrentTerm())
                    .setNotification(NotificationProto.newBuilder().setFirstAvailableTermIndex(first))
                    .build());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
