package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * Submits to this node's own replica, which must lead. The call appends to the log in the caller's thread, which fixes
 * the order. Ratis answers a request it never appended and one it appended before it lost its leadership with the same
 * exception, so this listens for the append itself: only without it is a failure a refusal.
 */
public final class LocalSubmitter implements Submitter {

    private static final long TIMEOUT_S = 30;

    private final RaftServer server;
    private final RaftGroupId group;
    private final ClientId clientId = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private final ConcurrentMap<Long, AtomicBoolean> appended = new ConcurrentHashMap<>();

    /** Submits to a group of a server. */
    public LocalSubmitter(RaftServer server, RaftGroupId group) {
        this.server = server;
        this.group = group;
    }

    /** A request is about to be appended; those of others are none of its business. */
    public void appending(RaftClientRequest request) {
        if (clientId.equals(request.getClientId())) {
            var flag = appended.get(request.getCallId());
            if (flag != null) {
                flag.set(true);
            }
        }
    }

    @Override
    public CompletableFuture<Outcome<ByteString>> submit(ByteString entry) {
        long call = calls.incrementAndGet();
        var flag = new AtomicBoolean();
        appended.put(call, flag);
        return send(call, entry).orTimeout(TIMEOUT_S, TimeUnit.SECONDS).handle((reply, failure) -> {
            appended.remove(call);
            return failure == null ? outcome(reply, flag.get()) : failed(failure, flag.get());
        });
    }

    private CompletableFuture<RaftClientReply> send(long call, ByteString entry) {
        try {
            var division = server.getDivision(group);
            var request = RaftClientRequest.newBuilder()
                    .setClientId(clientId)
                    .setServerId(division.getId())
                    .setGroupId(group)
                    .setCallId(call)
                    .setMessage(Message.valueOf(entry))
                    .setType(RaftClientRequest.writeRequestType())
                    .build();
            // The public way hops over two more threads and waits for the append in between.
            return ((RaftClientAsynchronousProtocol) division)
                    .submitClientRequestAsync(request)
                    .copy();
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Outcome<ByteString> outcome(RaftClientReply reply, boolean appended) {
        return reply.isSuccess()
                ? Outcome.done(reply.getMessage().getContent())
                : refused(reply.getException(), appended);
    }

    private static Outcome<ByteString> failed(Throwable failure, boolean appended) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        if (failure instanceof TimeoutException) {
            return new Outcome.Unknown<>("no majority answered within " + TIMEOUT_S + " s");
        }
        return cause instanceof RaftException raft
                ? refused(raft, appended)
                : cause instanceof AlreadyClosedException || !appended
                        ? Outcome.reject(Reason.NOT_READY, String.valueOf(cause.getMessage()))
                        : new Outcome.Unknown<>(String.valueOf(cause.getMessage()));
    }

    private static Outcome<ByteString> refused(RaftException e, boolean appended) {
        if (appended) {
            return new Outcome.Unknown<>("leadership moved before the answer: " + e.getMessage());
        }
        return e instanceof ResourceUnavailableException
                ? Outcome.reject(Reason.OVERLOADED, "too much is on its way already; try again")
                : Outcome.reject(Reason.NOT_LEADER, "this node does not lead: " + e.getMessage());
    }
}
