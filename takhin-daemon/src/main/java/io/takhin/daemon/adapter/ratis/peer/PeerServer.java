package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.TimeoutIOException;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.thirdparty.com.google.protobuf.Parser;
import org.apache.ratis.util.TimeDuration;

/**
 * A Raft server's way to its peers and theirs to it. What goes to one peer for elections and reads shares a connection;
 * each appender has its own, so that entries hold up neither votes nor each other's groups. Any thread may call;
 * requests block their caller until they are answered or the time limit of the settings is over.
 */
final class PeerServer implements RaftServerRpc, RaftServerAsynchronousProtocol {

    private final RpcType type;
    private final PeerListener listener;
    private final PeerWatch watch;
    private final TimeDuration timeout;
    private final ConcurrentMap<RaftPeerId, RaftPeer> peers = new ConcurrentHashMap<>();
    private final ConcurrentMap<RaftPeerId, PeerSlot> slots = new ConcurrentHashMap<>();

    PeerServer(RpcType type, RaftServer server, InetSocketAddress listen) {
        this.type = type;
        this.watch = new PeerWatch("takhin-peer-watch");
        this.listener = new PeerListener(listen, new PeerRequests(server), watch);
        this.timeout = RaftServerConfigKeys.Rpc.requestTimeout(server.getProperties());
    }

    @Override
    public RpcType getRpcType() {
        return type;
    }

    @Override
    public void start() throws IOException {
        listener.start();
    }

    @Override
    public InetSocketAddress getInetSocketAddress() {
        return listener.address();
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> more) {
        more.forEach(peer -> peers.put(peer.getId(), peer));
    }

    @Override
    public void handleException(RaftPeerId peer, Exception e, boolean reconnect) {
        // A broken connection is replaced when it is next used.
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        return ask(PeerKind.VOTE, request, request.getServerRequest(), RequestVoteReplyProto.parser());
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        return ask(PeerKind.APPEND, request, request.getServerRequest(), AppendEntriesReplyProto.parser());
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return ask(PeerKind.INSTALL, request, request.getServerRequest(), InstallSnapshotReplyProto.parser());
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
            throws IOException {
        return ask(PeerKind.ELECTION, request, request.getServerRequest(), StartLeaderElectionReplyProto.parser());
    }

    @Override
    public RaftServerAsynchronousProtocol async() {
        return this;
    }

    @Override
    public CompletableFuture<AppendEntriesReplyProto> appendEntriesAsync(AppendEntriesRequestProto request)
            throws IOException {
        return send(PeerKind.APPEND, request, request.getServerRequest(), AppendEntriesReplyProto.parser());
    }

    @Override
    public CompletableFuture<ReadIndexReplyProto> readIndexAsync(ReadIndexRequestProto request) throws IOException {
        return send(PeerKind.READ_INDEX, request, request.getServerRequest(), ReadIndexReplyProto.parser())
                .orTimeout(timeout.toLong(TimeUnit.MILLISECONDS), TimeUnit.MILLISECONDS);
    }

    private <T> T ask(PeerKind kind, MessageLite request, RaftRpcRequestProto header, Parser<T> parser)
            throws IOException {
        try {
            return send(kind, request, header, parser)
                    .get(timeout.toLong(TimeUnit.MILLISECONDS), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a peer was asked");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new TimeoutIOException("a peer did not answer within " + timeout, e);
        }
    }

    private <T> CompletableFuture<T> send(
            PeerKind kind, MessageLite request, RaftRpcRequestProto header, Parser<T> parser) throws IOException {
        return connection(RaftPeerId.valueOf(header.getReplyId())).call(kind, request, parser);
    }

    private PeerConnection connection(RaftPeerId id) throws IOException {
        var peer = peer(id);
        var slot = slots.compute(id, (_, had) -> {
            if (had != null && had.peer().getAddress().equals(peer.getAddress())) {
                return had;
            }
            return new PeerSlot(peer, "votes", watch);
        });
        return slot.get();
    }

    private RaftPeer peer(RaftPeerId id) throws IOException {
        var peer = peers.get(id);
        if (peer == null) {
            throw new IOException("no address is known of " + id);
        }
        return peer;
    }

    /** A connection of one's own to a peer. */
    PeerConnection open(RaftPeerId id, String use) throws IOException {
        return PeerConnection.open(peer(id), use, watch);
    }

    @Override
    public void close() {
        listener.close();
        slots.values().forEach(PeerSlot::close);
        watch.close();
    }
}
