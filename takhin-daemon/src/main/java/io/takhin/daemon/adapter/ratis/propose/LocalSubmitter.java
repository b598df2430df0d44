package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import org.apache.ratis.util.JavaUtils;

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
    private final ConcurrentMap<Long, Call> open = new ConcurrentHashMap<>();

    /** A request that was not answered yet. */
    private static final class Call {
        private final long sentNanos = System.nanoTime();
        private final CompletableFuture<RaftClientReply> answer = new CompletableFuture<>();
        private volatile boolean appended;
    }

    /** Submits to a group of a server. */
    public LocalSubmitter(RaftServer server, RaftGroupId group) {
        this.server = server;
        this.group = group;
    }

    /** A request is about to be appended; those of others are none of its business. */
    public void appending(RaftClientRequest request) {
        if (clientId.equals(request.getClientId())) {
            var call = open.get(request.getCallId());
            if (call != null) {
                call.appended = true;
            }
        }
    }

    /**
     * Gives up what was sent too long ago; to be called every second or so. A timer for each request would wake a
     * thread for each.
     */
    public void endLate() {
        long now = System.nanoTime();
        open.values().forEach(call -> {
            if (now - call.sentNanos > TimeUnit.SECONDS.toNanos(TIMEOUT_S)) {
                call.answer.completeExceptionally(new TimeoutException());
            }
        });
    }

    @Override
    public CompletableFuture<Outcome<ByteString>> submit(ByteString entry) {
        long number = calls.incrementAndGet();
        var call = new Call();
        open.put(number, call);
        send(number, entry, call.answer);
        return call.answer.handle((reply, failure) -> {
            open.remove(number);
            return failure == null ? outcome(reply, call.appended) : failed(failure, call.appended);
        });
    }

    private void send(long number, ByteString entry, CompletableFuture<RaftClientReply> answer) {
        try {
            var division = server.getDivision(group);
            var request = RaftClientRequest.newBuilder()
                    .setClientId(clientId)
                    .setServerId(division.getId())
                    .setGroupId(group)
                    .setCallId(number)
                    .setMessage(Message.valueOf(entry))
                    .setType(RaftClientRequest.writeRequestType())
                    .build();
            // The public way hops over two more threads and waits for the append in between.
            var _ = ((RaftClientAsynchronousProtocol) division)
                    .submitClientRequestAsync(request)
                    .whenComplete((reply, failure) -> {
                        if (failure == null) {
                            answer.complete(reply);
                        } else {
                            answer.completeExceptionally(JavaUtils.unwrapCompletionException(failure));
                        }
                    });
        } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
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
