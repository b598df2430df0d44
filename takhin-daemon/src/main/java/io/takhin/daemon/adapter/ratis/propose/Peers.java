package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.GroupMachine;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.peer.PeerClient;
import io.takhin.daemon.core.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * Speaks to single peers over the port that they share. Ratis's own client would choose the peer, send again by itself
 * and hold one request up for another; here each request goes to one peer once, and what comes of it is known as well
 * as can be. Requests of one node to another for one group keep their order. Any thread may call.
 */
public final class Peers implements AutoCloseable {

    /** Longer than the time limit of a single request, which is in the settings. */
    private static final long WAIT_S = 20;

    private final PeerClient client = new PeerClient();
    private final ClientId clientId = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

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
        var reply = client.administer(peer, request);
        if (!reply.isSuccess()) {
            throw reply.getException();
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
        return client.message(peer, request).thenCompose(Peers::content);
    }

    private static CompletableFuture<ByteString> content(RaftClientReply reply) {
        return reply.isSuccess()
                ? CompletableFuture.completedFuture(reply.getMessage().getContent())
                : CompletableFuture.failedFuture(reply.getException());
    }

    @Override
    public void close() {
        client.close();
    }
}
