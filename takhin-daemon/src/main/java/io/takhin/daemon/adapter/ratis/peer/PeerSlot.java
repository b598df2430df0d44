package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.protocol.RaftPeer;
import org.jspecify.annotations.Nullable;

/** The connection to a peer that many share, made anew when it broke. Any thread may call. */
final class PeerSlot implements AutoCloseable {

    /** Who comes so soon after one that could not connect can't either. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RaftPeer peer;
    private final String use;
    private final PeerWatch watch;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable PeerConnection connection;
    private @Nullable IOException failure;
    private long failedNanos;
    private boolean closed;

    PeerSlot(RaftPeer peer, String use, PeerWatch watch) {
        this.peer = peer;
        this.use = use;
        this.watch = watch;
    }

    RaftPeer peer() {
        return peer;
    }

    /** The connection; connecting holds up who else wants it. */
    PeerConnection get() throws IOException {
        var had = connection;
        return had != null && had.isOpen() ? had : connect();
    }

    private PeerConnection connect() throws IOException {
        connecting.lock();
        try {
            var had = connection;
            if (had != null && had.isOpen()) {
                return had;
            }
            if (closed) {
                throw new IOException("this node stops");
            }
            if (failure != null && System.nanoTime() - failedNanos < REST_NANOS) {
                throw new IOException(failure.getMessage(), failure);
            }
            try {
                var opened = PeerConnection.open(peer, use, watch);
                connection = opened;
                failure = null;
                return opened;
            } catch (IOException e) {
                failure = e;
                failedNanos = System.nanoTime();
                throw e;
            }
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            closed = true;
            var had = connection;
            if (had != null) {
                had.close();
            }
        } finally {
            connecting.unlock();
        }
    }
}
