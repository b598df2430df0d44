package io.takhin.daemon.adapter.admin.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and serves each on a virtual thread of its own.
 *
 * <p>The JDK's own server is not used because its one time limit counts a request up to the end of its body: with it a
 * long upload is cut off, without it a slow sender holds a connection for ever.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final int BACKLOG = 128;
    private static final long WATCH_MS = 500;

    private final ServerSocketChannel listener;
    private final String name;
    private final HttpLimits limits;
    private final HttpHandler handler;
    private final Semaphore places;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong connectionIds = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);

    private HttpServer(
            ServerSocketChannel listener, String name, HttpLimits limits, Function<IntSupplier, HttpHandler> handler) {
        this.listener = listener;
        this.name = name;
        this.limits = limits;
        this.handler = handler.apply(connections::size);
        this.places = new Semaphore(limits.connectionsMax());
    }

    /**
     * Listens and serves from now on.
     *
     * @param name what its threads are called: {@code takhin-NAME-…}
     * @param handler makes the handler, which may ask how many connections there are
     * @throws IOException if the address can't be listened on
     */
    public static HttpServer start(
            InetSocketAddress address, String name, HttpLimits limits, Function<IntSupplier, HttpHandler> handler)
            throws IOException {
        var listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        var server = new HttpServer(listener, name, limits, handler);
        Thread.ofVirtual().name("takhin-" + name + "-accept").start(server::accept);
        Thread.ofVirtual().name("takhin-" + name + "-watch").start(server::watch);
        return server;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.socket().getLocalSocketAddress();
    }

    /** Takes no more connections and ends those that wait for a request. Idempotent. */
    public void stopAccepting() throws IOException {
        closing.countDown();
        listener.close();
        for (var connection : connections) {
            if (!connection.busy()) {
                connection.abort();
            }
        }
    }

    /** Lets requests under way end within the limit, then closes every connection. Idempotent. */
    @Override
    public void close() throws IOException {
        stopAccepting();
        awaitQuiet();
        for (var connection : connections) {
            connection.abort();
        }
    }

    private void awaitQuiet() {
        try {
            if (places.tryAcquire(limits.connectionsMax(), limits.closeTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(limits.connectionsMax());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (closing.getCount() > 0) {
            try {
                take(listener.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.atWarn().setCause(e).log("cannot accept a connection");
                pause();
            }
        }
    }

    private void take(SocketChannel channel) throws IOException {
        if (!places.tryAcquire()) {
            try (channel) {
                channel.configureBlocking(false);
                channel.write(ByteBuffer.wrap("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)));
            }
            return;
        }
        boolean served = false;
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            var connection = new HttpConnection(channel, limits, handler);
            connections.add(connection);
            Thread.ofVirtual()
                    .name("takhin-" + name + "-", connectionIds.incrementAndGet())
                    .start(() -> serve(connection));
            served = true;
        } finally {
            if (!served) {
                places.release();
                channel.close();
            }
        }
    }

    private void serve(HttpConnection connection) {
        try {
            connection.serve();
        } catch (SocketTimeoutException | EOFException | ClosedChannelException e) {
            LOG.atTrace().setCause(e).log("connection ended");
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("connection lost");
        } finally {
            connection.abort();
            connections.remove(connection);
            places.release();
        }
    }

    /** Closes connections whose peer does not read. */
    private void watch() {
        while (!pauseUntilClosing(WATCH_MS)) {
            long now = System.nanoTime();
            for (var connection : connections) {
                connection.closeIfStalled(now);
            }
        }
    }

    private void pause() {
        if (pauseUntilClosing(100)) {
            LOG.atDebug().log("closing");
        }
    }

    private boolean pauseUntilClosing(long ms) {
        try {
            return closing.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
