package io.takhin.daemon.adapter.kafka.net;

import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.memory.SimpleMemoryPool;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.Time;

/**
 * Listens for Kafka clients. It is bound at once, so that the port is known, and serves from {@link #start} on; until
 * then it closes connections at once, as a client that waited here would miss the nodes that serve. One thread calls
 * {@link #start} and {@link #close}.
 */
public final class KafkaListener implements AutoCloseable {

    private static final Duration DRAIN_MAX = Duration.ofSeconds(5);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);
    private static final int BACKLOG = 512;

    /** Who guesses passwords waits this long for each answer, as with Kafka. */
    private static final int FAILED_LOGIN_DELAY_MS = 100;

    private final ListenerSettings settings;
    private final ServerSocketChannel server;
    private final Metrics metrics = new Metrics();
    private final MemoryPool memory;
    private final List<Processor> processors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ConnectionLimits limits;
    private final Acceptor acceptor;

    private KafkaListener(ListenerSettings settings, ServerSocketChannel server) {
        this.settings = settings;
        this.server = server;
        this.limits = new ConnectionLimits(settings.connectionsMax(), settings.connectionsPerIpMax());
        this.acceptor = new Acceptor(server, limits);
        this.memory = new SimpleMemoryPool(settings.requestMemoryBytes(), settings.requestBytesMax(), false, null);
    }

    /**
     * Binds the address.
     *
     * @throws IOException if it can't be bound, saying which it is
     * @throws IllegalArgumentException if connections can't be secured the way the settings want it
     */
    public static KafkaListener bind(ListenerSettings settings) throws IOException {
        ServerChannels.check(settings.security());
        var server = ServerSocketChannel.open();
        var address = new InetSocketAddress(settings.host(), settings.port());
        try {
            if (address.isUnresolved()) {
                throw new IOException("the Kafka address " + settings.host() + " has no IP address");
            }
            var listener = new KafkaListener(settings, server.bind(address, BACKLOG));
            listener.run("takhin-kafka-accept", listener.acceptor);
            return listener;
        } catch (BindException e) {
            server.close();
            throw new IOException(
                    "can't listen for Kafka clients on " + settings.host() + ":" + settings.port() + ": "
                            + e.getMessage(),
                    e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The port that is bound. */
    public int port() {
        return server.socket().getLocalPort();
    }

    /** Takes up to this many connections from now on, in all and from one address; those that are there stay. */
    public void connectionLimits(int all, int perAddress) {
        limits.change(all, perAddress);
    }

    /** How many bytes of request memory are free; all of it when no request is under way. */
    public long requestMemoryFree() {
        return memory.availableMemory();
    }

    /** How many clients are connected now. Any thread. */
    public int connections() {
        return limits.connections();
    }

    /** Serves clients with these APIs. */
    public void start(ApiRegistry registry) {
        var name = ListenerName.forSecurityProtocol(settings.security().protocol());
        var starter = new RequestStarter(new RequestParser(settings, name, registry), registry);
        var channels = new ServerChannels(settings.security(), name, registry);
        for (int i = 0; i < settings.processors(); i++) {
            processors.add(new Processor(i, selector(channels, i), starter, settings));
        }
        for (int i = 0; i < processors.size(); i++) {
            run("takhin-kafka-" + i, processors.get(i));
        }
        acceptor.open(processors);
    }

    private Selector selector(ServerChannels channels, int number) {
        return new Selector(
                settings.requestBytesMax(),
                settings.idleMax().toMillis(),
                FAILED_LOGIN_DELAY_MS,
                metrics,
                Time.SYSTEM,
                "socket-server",
                Map.of("networkProcessor", String.valueOf(number)),
                false,
                false,
                channels.builder(),
                memory,
                new SelectorLog(number));
    }

    private void run(String name, Runnable task) {
        threads.add(Thread.ofPlatform().name(name).start(task));
    }

    /**
     * Stops accepting and reading, answers what is under way for at most 5 s, closes all connections and ends the
     * threads. Idempotent.
     */
    @Override
    public void close() throws IOException {
        try {
            acceptor.close();
        } finally {
            processors.forEach(Processor::drain);
            join(DRAIN_MAX);
            processors.forEach(Processor::stop);
            join(STOP_MAX);
            metrics.close();
        }
    }

    private void join(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        try {
            for (var thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
