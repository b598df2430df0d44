package io.takhin.daemon.adapter.kafka.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and deals them out to the processors; before there are any it closes them at once, so that
 * clients go to a node that serves instead of waiting for this one. One thread.
 */
final class Acceptor implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final long RETRY_MS = 200;
    private static final long REFUSAL_LOG_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final ServerSocketChannel server;
    private final ConnectionLimits limits;
    private volatile List<Processor> processors = List.of();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int next;
    private int refused;
    private long refusalLoggedNs = System.nanoTime() - REFUSAL_LOG_INTERVAL_NS;

    Acceptor(ServerSocketChannel server, ConnectionLimits limits) {
        this.server = server;
        this.limits = limits;
    }

    /** Deals connections out to these from now on. Any thread, once. */
    void open(List<Processor> serving) {
        processors = List.copyOf(serving);
    }

    @Override
    public void run() {
        while (closed.getCount() > 0) {
            try {
                take(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Such as no file descriptors left: those who are connected go on, and some will leave.
                LOG.atWarn().setCause(e).log("can't accept a Kafka connection, trying again");
                awaitRetry();
            }
        }
    }

    private void take(SocketChannel channel) throws IOException {
        var serving = processors;
        if (serving.isEmpty()) {
            channel.close();
            return;
        }
        try {
            var address = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
            var slot = limits.take(address);
            if (slot.isEmpty()) {
                channel.close();
                logRefusal(address.getHostAddress());
                return;
            }
            serving.get(next).accept(channel, slot.get());
            next = (next + 1) % serving.size();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void logRefusal(String address) {
        refused++;
        long now = System.nanoTime();
        if (now - refusalLoggedNs >= REFUSAL_LOG_INTERVAL_NS) {
            LOG.atWarn()
                    .addKeyValue("client", address)
                    .addKeyValue("refused", refused)
                    .addKeyValue("connections", limits.connections())
                    .log("refused Kafka connections: raise the limit of connections or of those per address");
            refusalLoggedNs = now;
            refused = 0;
        }
    }

    private void awaitRetry() {
        try {
            closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** Stops listening; connections stay. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
