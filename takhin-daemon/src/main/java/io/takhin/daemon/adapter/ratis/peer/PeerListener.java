package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the connections of peers; each has a thread of its own. */
final class PeerListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);

    /** Peers have two connections for each group and two more; this is room for many groups of many nodes. */
    private static final int SESSIONS_MAX = 1_000;

    private static final int BACKLOG = 128;
    private static final long RETRY_MS = 200;
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final InetSocketAddress listen;
    private final PeerRequests requests;
    private final PeerWatch watch;
    private final Set<PeerSession> sessions = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable ServerSocketChannel channel;

    PeerListener(InetSocketAddress listen, PeerRequests requests, PeerWatch watch) {
        this.listen = listen;
        this.requests = requests;
        this.watch = watch;
    }

    /** Listens from now on. */
    void start() throws IOException {
        var opened = ServerSocketChannel.open();
        try {
            // A node that was killed is started again at once.
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(listen, BACKLOG);
        } catch (IOException e) {
            opened.close();
            throw new IOException("can't listen at " + listen + ": " + e.getMessage(), e);
        }
        channel = opened;
        Thread.ofPlatform().daemon().name("takhin-peer-accept").start(() -> accept(opened));
    }

    InetSocketAddress address() {
        return listen;
    }

    private void accept(ServerSocketChannel server) {
        while (closed.getCount() > 0) {
            try {
                take(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.atWarn().setCause(e).log("can't accept a peer's connection, trying again");
                awaitRetry();
            }
        }
    }

    private void take(SocketChannel connection) throws IOException {
        if (sessions.size() >= SESSIONS_MAX) {
            LOG.atWarn()
                    .addKeyValue("connections", SESSIONS_MAX)
                    .log("refused a peer's connection: there are too many");
            connection.close();
            return;
        }
        var session = new PeerSession(connection, requests, watch, sessions::remove);
        sessions.add(session);
        Thread.ofPlatform()
                .daemon()
                .name("takhin-peer-from-" + connection.getRemoteAddress())
                .start(session::run);
    }

    private void awaitRetry() {
        try {
            closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        var server = channel;
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("The peers' listener did not close in order");
            }
        }
        // What was taken is answered first: a peer that waits for it could not know whether it was done.
        sessions.forEach(PeerSession::takeNoMore);
        long deadline = System.nanoTime() + LAST_ANSWERS_NANOS;
        while (!sessions.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        sessions.forEach(PeerSession::close);
    }
}
