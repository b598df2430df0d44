package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.RaftClientReplyProto;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.TimeoutIOException;

/**
 * Requests to single peers, each sent once. Messages of one node to another keep their order. Any thread may call;
 * connecting blocks the caller, for two seconds at most.
 */
public final class PeerClient implements AutoCloseable {

    private static final long TIMEOUT_MS = 5_000;

    private final PeerWatch watch = new PeerWatch("takhin-peer-client-watch");
    private final ConcurrentMap<RaftPeer, PeerSlot> slots = new ConcurrentHashMap<>();

    /**
     * Hands a message to the peer's replica of a group. Fails with {@link PeerRefusalException} when the peer refused,
     * and with any other exception when nobody knows whether it has the message.
     */
    public CompletableFuture<RaftClientReply> message(RaftPeer peer, RaftClientRequest request) {
        try {
            var connection = connection(peer);
            return connection
                    .call(
                            PeerKind.MESSAGE,
                            ClientProtoUtils.toRaftClientRequestProto(request),
                            RaftClientReplyProto.parser())
                    .orTimeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .whenComplete((_, failure) -> {
                        if (failure instanceof TimeoutException && connection.silentNanos() > limitNanos()) {
                            // What is late on a connection that works is only late, and others wait on it too.
                            connection.close();
                        }
                    })
                    .thenApply(ClientProtoUtils::toRaftClientReply);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Has a peer change the members of its group, or hand over leadership.
     *
     * @throws IOException if the peer refused or did not answer in time
     */
    public RaftClientReply administer(RaftPeer peer, RaftClientRequest request) throws IOException {
        var connection = connection(peer);
        var answer = switch (request) {
            case SetConfigurationRequest change ->
                connection.call(
                        PeerKind.CONFIGURATION,
                        ClientProtoUtils.toSetConfigurationRequestProto(change),
                        RaftClientReplyProto.parser());
            case TransferLeadershipRequest transfer ->
                connection.call(
                        PeerKind.TRANSFER,
                        ClientProtoUtils.toTransferLeadershipRequestProto(transfer),
                        RaftClientReplyProto.parser());
            default -> throw new IllegalArgumentException("not for peers: " + request);
        };
        long waitMs = TIMEOUT_MS + Math.max(0, request.getTimeoutMs());
        try {
            return ClientProtoUtils.toRaftClientReply(answer.get(waitMs, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + peer.getId() + " was asked");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new TimeoutIOException(peer.getId() + " did not answer within " + waitMs + " ms", e);
        }
    }

    private static long limitNanos() {
        return TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
    }

    private PeerConnection connection(RaftPeer peer) throws IOException {
        return slots.computeIfAbsent(peer, one -> new PeerSlot(one, "messages", watch))
                .get();
    }

    @Override
    public void close() {
        slots.values().forEach(PeerSlot::close);
        watch.close();
    }
}
