package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the connections on which one side waits for too long: a peer that is stopped or cut off takes no bytes, and
 * writing waits for it. One thread; any may call.
 */
final class PeerWatch implements AutoCloseable {

    static final long NOT_WAITING = 0;

    private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Set<PeerChannel> channels = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor;

    PeerWatch(String name) {
        this.executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        var _ = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** The time, never {@link #NOT_WAITING}. */
    static long now() {
        return System.nanoTime() | 1;
    }

    void add(PeerChannel channel) {
        channels.add(channel);
    }

    void remove(PeerChannel channel) {
        channels.remove(channel);
    }

    void notClosed(IOException e) {
        LOG.atDebug().setCause(e).log("A connection to a peer did not close in order");
    }

    private void look() {
        long now = System.nanoTime();
        for (var channel : channels) {
            long since = channel.waitingSinceNanos();
            if (since != NOT_WAITING && now - since > LIMIT_NANOS) {
                LOG.atInfo().log("A peer took no bytes for 10 s; its connection is closed");
                channel.close();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        channels.forEach(PeerChannel::close);
    }
}
