package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.GroupMachine;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.core.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.TimeoutIOException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks to single peers over the port that they share. Ratis's own client would choose the peer, send again by itself
 * and hold one request up for another; here each request goes to one peer once, and what comes of it is known as well
 * as can be. Requests of one node to another for one group keep their order. Any thread may call.
 */
public final class Peers implements AutoCloseable {

    /** Longer than the time limit of a single request, which is in the settings. */
    private static final long WAIT_S = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private final RaftProperties properties;
    private final ClientId clientId = ClientId.randomId();
    private final ConcurrentMap<RaftPeer, Connection> connections = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();

    /** Takes the node's settings. */
    public Peers(RaftProperties properties) {
        this.properties = properties;
    }

    /** What leads to one peer at one address; replaced as a whole when it breaks. */
    private static final class Connection {
        private final RaftClientRpc rpc;
        private volatile long answeredNanos = System.nanoTime();

        Connection(RaftClientRpc rpc) {
            this.rpc = rpc;
        }
    }

    /** Has a peer propose an entry to its own replica. A lost answer is an unknown outcome. */
    public CompletableFuture<Outcome<ByteString>> propose(RaftGroupId group, RaftPeer peer, ByteString entry) {
        return send(group, peer, PeerMessage.propose(entry))
                .handle((answer, failure) -> failure == null
                        ? PeerMessage.outcome(answer)
                        : new Outcome.Unknown<>(peer.getId() + " did not answer: " + failure.getMessage()));
    }

    /** Asks a peer something. */
    public CompletableFuture<ByteString> ask(RaftGroupId group, RaftPeer peer, PeerQuestion question) {
        return send(group, peer, PeerMessage.question(RecordJson.toBytes(question)));
    }

    /** Brings an adapter's request to its like at a peer. */
    public CompletableFuture<ByteString> call(RaftGroupId group, RaftPeer peer, ByteBuffer request) {
        return send(group, peer, PeerMessage.call(request));
    }

    /** A peer as a source of answers to one who waits. */
    public GroupMachine.Source source(RaftGroupId group, RaftPeer peer) {
        return question -> {
            try {
                return send(group, peer, PeerMessage.question(question))
                        .get(WAIT_S, TimeUnit.SECONDS)
                        .toByteArray();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + peer.getId(), e);
            } catch (ExecutionException e) {
                throw new IOException(peer.getId() + " does not answer: " + e.getCause(), e);
            } catch (TimeoutException e) {
                throw new IOException(peer.getId() + " did not answer within " + WAIT_S + " s", e);
            }
        };
    }

    /**
     * Has a peer carry out a request about its group, such as a change of members; waits within the time limit of a
     * single request, which is in the settings.
     *
     * @throws IOException if it refused or did not answer
     */
    public void administer(RaftPeer peer, RaftClientRequest request) throws IOException {
        var connection = connections.computeIfAbsent(peer, this::connect);
        try {
            var reply = connection.rpc.sendRequest(request);
            if (!reply.isSuccess()) {
                throw reply.getException();
            }
        } catch (IOException e) {
            if (!(e instanceof RaftException)) {
                drop(peer, connection);
            }
            throw e;
        }
    }

    private CompletableFuture<ByteString> send(RaftGroupId group, RaftPeer peer, ByteString message) {
        var request = RaftClientRequest.newBuilder()
                .setClientId(clientId)
                .setServerId(peer.getId())
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.valueOf(message))
                // Not read from the state: it is what reaches the state machine of any replica, leader or not.
                // With 0 one that has not committed anything since its start would not answer.
                .setType(RaftClientRequest.staleReadRequestType(-1))
                .build();
        var connection = connections.computeIfAbsent(peer, this::connect);
        long sentNanos = System.nanoTime();
        return connection
                .rpc
                .sendRequestAsyncUnordered(request)
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        connection.answeredNanos = System.nanoTime();
                    } else if (!(failure instanceof TimeoutIOException) || connection.answeredNanos - sentNanos < 0) {
                        // A broken stream stays broken; the next request makes a new one. What is late on a stream
                        // that works is only late, and others wait on it too.
                        drop(peer, connection);
                    }
                })
                .thenCompose(Peers::content);
    }

    private Connection connect(RaftPeer peer) {
        var rpc = new GrpcFactory(new Parameters()).newRaftClientRpc(clientId, properties);
        rpc.addRaftPeers(peer);
        return new Connection(rpc);
    }

    /** Whoever finds it broken first drops it; closing waits for the peer, so not here. */
    private void drop(RaftPeer peer, Connection connection) {
        if (connections.remove(peer, connection)) {
            Thread.ofVirtual().name("takhin-peer-close-" + peer.getId()).start(() -> close(connection));
        }
    }

    private static void close(Connection connection) {
        try {
            connection.rpc.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A connection to a peer did not close in order");
        }
    }

    private static CompletableFuture<ByteString> content(RaftClientReply reply) {
        return reply.isSuccess()
                ? CompletableFuture.completedFuture(reply.getMessage().getContent())
                : CompletableFuture.failedFuture(reply.getException());
    }

    @Override
    public void close() {
        connections.values().forEach(Peers::close);
    }
}
