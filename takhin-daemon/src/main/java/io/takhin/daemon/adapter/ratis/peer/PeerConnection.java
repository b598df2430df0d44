package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.thirdparty.com.google.protobuf.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which this node asks and a peer answers. Requests reach the peer in the order of the calls. Once
 * broken it stays so, and all that waited for an answer fails. Any thread may call; answers are completed by the
 * connection's own thread, which must not be held up.
 */
final class PeerConnection implements AutoCloseable {

    /** A peer of the same network answers in a few ms, or not at all. */
    private static final int CONNECT_MS = 2_000;

    private final PeerChannel channel;
    private final ConcurrentMap<Long, CompletableFuture<PeerFrame>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final long openedNanos = System.nanoTime();
    private volatile long answeredNanos = openedNanos;
    private volatile @Nullable IOException broken;

    private PeerConnection(PeerChannel channel) {
        this.channel = channel;
    }

    /** Connects; {@code use} is for the name of the thread. */
    static PeerConnection open(RaftPeer peer, String use, PeerWatch watch) throws IOException {
        var address = peer.getAddress();
        int colon = address.lastIndexOf(':');
        var to = new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        var connection = new PeerConnection(PeerChannel.connect(to, CONNECT_MS, watch));
        Thread.ofPlatform()
                .daemon()
                .name("takhin-peer-" + use + "-" + peer.getId())
                .start(connection::read);
        return connection;
    }

    /** Since when nothing was answered. */
    long silentNanos() {
        return System.nanoTime() - answeredNanos;
    }

    long ageNanos() {
        return System.nanoTime() - openedNanos;
    }

    boolean isOpen() {
        return broken == null;
    }

    /**
     * Asks; the answer may never come, so who waits sets a limit. Fails as {@link PeerFailure} says when the peer
     * answered that it can't, and with any other IOException when it is not known whether it has the request.
     */
    <T> CompletableFuture<T> call(PeerKind kind, MessageLite request, Parser<T> parser) {
        long call = calls.incrementAndGet();
        var frame = new CompletableFuture<PeerFrame>();
        waiting.put(call, frame);
        var failure = broken;
        if (failure != null) {
            waiting.remove(call);
            return CompletableFuture.failedFuture(failure);
        }
        try {
            channel.write(kind, call, request);
        } catch (IOException e) {
            end(e);
        }
        return frame.thenCompose(answer -> parsed(answer, parser)).whenComplete((_, _) -> waiting.remove(call));
    }

    private static <T> CompletableFuture<T> parsed(PeerFrame answer, Parser<T> parser) {
        try {
            return answer.kind() == PeerKind.FAILURE
                    ? CompletableFuture.failedFuture(PeerFailure.of(answer.body()))
                    : CompletableFuture.completedFuture(answer.message(parser));
        } catch (InvalidProtocolBufferException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void read() {
        try {
            while (true) {
                var frame = channel.read();
                answeredNanos = System.nanoTime();
                var waits = waiting.remove(frame.call());
                if (waits != null) {
                    waits.complete(frame);
                }
            }
        } catch (IOException | RuntimeException e) {
            end(e instanceof IOException io ? io : new IOException("an answer can't be taken: " + e.getMessage(), e));
        }
    }

    private void end(IOException failure) {
        if (broken == null) {
            broken = failure;
        }
        channel.close();
        waiting.values().forEach(waits -> waits.completeExceptionally(failure));
    }

    @Override
    public void close() {
        end(new IOException("the connection was closed"));
    }
}
