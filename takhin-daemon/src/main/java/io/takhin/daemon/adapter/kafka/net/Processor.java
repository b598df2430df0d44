package io.takhin.daemon.adapter.kafka.net;

import io.takhin.daemon.adapter.kafka.api.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.AbstractResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves some of the connections: one thread that reads frames, starts requests and sends answers. It owns its
 * connections and their requests; other threads only hand in new connections and requests that ended.
 */
final class Processor implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
    private static final long POLL_MS = 500;

    private record NewConnection(SocketChannel channel, ConnectionLimits.Slot slot) {}

    private final int number;
    private final Selector selector;
    private final RequestStarter starter;
    private final int inFlightMax;
    private final long receiveMaxNs;
    private final Map<String, Connection> connections = new HashMap<>();
    /** Bounded by the limit of connections. */
    private final Queue<NewConnection> accepted = new ConcurrentLinkedQueue<>();
    /** Bounded by the requests under way. */
    private final Queue<Exchange> ended = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean wakeUpDue = new AtomicBoolean();
    private volatile boolean draining;
    private volatile boolean stopping;
    private long accepts;
    private long sweptNs = System.nanoTime();

    Processor(int number, Selector selector, RequestStarter starter, ListenerSettings settings) {
        this.number = number;
        this.selector = selector;
        this.starter = starter;
        this.inFlightMax = settings.inFlightMax();
        this.receiveMaxNs = settings.receiveMax().toNanos();
    }

    /** Takes a connection over, with the duty to free its slot. Any thread may call. */
    void accept(SocketChannel channel, ConnectionLimits.Slot slot) throws IOException {
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        channel.socket().setKeepAlive(true);
        accepted.add(new NewConnection(channel, slot));
        wakeUp();
    }

    /** From now on nothing is read; what is under way is answered. Any thread may call. */
    void drain() {
        draining = true;
        wakeUp();
    }

    /** Ends the thread, closing what is open. Any thread may call. */
    void stop() {
        stopping = true;
        wakeUp();
    }

    @Override
    public void run() {
        try {
            while (!stopping && !(draining && idle())) {
                turn();
            }
        } finally {
            connections.values().forEach(Connection::close);
            accepted.forEach(late -> late.slot().close());
            selector.close();
        }
    }

    private boolean idle() {
        return connections.values().stream().allMatch(each -> each.inFlight() == 0 && !each.sending());
    }

    private void turn() {
        try {
            wakeUpDue.set(false);
            register();
            continueEnded();
            if (draining) {
                selector.muteAll();
            }
            selector.poll(draining ? 10 : POLL_MS);
            selector.completedReceives().forEach(this::receive);
            selector.clearCompletedReceives();
            for (var send : selector.completedSends()) {
                sent(send.destinationId());
            }
            selector.clearCompletedSends();
            selector.disconnected().keySet().forEach(this::forget);
            sweep();
        } catch (IOException | RuntimeException e) {
            // One connection's trouble must not end the others'.
            LOG.atError().addKeyValue("processor", number).setCause(e).log("Kafka listener: unexpected failure");
        }
    }

    private void register() {
        for (var fresh = accepted.poll(); fresh != null; fresh = accepted.poll()) {
            var id = id(fresh.channel().socket());
            try {
                selector.register(id, fresh.channel());
                connections.put(id, new Connection(id, fresh.slot(), System.nanoTime()));
            } catch (IOException | RuntimeException e) {
                fresh.slot().close();
                LOG.atInfo().addKeyValue("connection", id).setCause(e).log("can't set a Kafka connection up");
            }
        }
    }

    /** Unique as long as the process lives, even if a client uses a port again. */
    private String id(Socket socket) {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort() + "-"
                + socket.getInetAddress().getHostAddress() + ":" + socket.getPort() + "-" + number + "-" + accepts++;
    }

    private void receive(NetworkReceive frame) {
        var connection = connections.get(frame.source());
        var channel = channel(frame.source());
        if (connection == null || channel.isEmpty()) {
            RequestStarter.free(frame);
            return;
        }
        try {
            var exchange = starter.understand(connection, channel.get(), frame);
            if (exchange.isPresent()) {
                connection.add(exchange.get());
                advance(connection);
            }
        } catch (InvalidRequestException e) {
            RequestStarter.free(frame);
            LOG.atWarn()
                    .addKeyValue("connection", connection.id)
                    .addKeyValue("reason", e.getMessage())
                    .log("malformed Kafka request, closing its connection");
            close(connection);
        } catch (IOException e) {
            RequestStarter.free(frame);
            close(connection);
        }
    }

    private Optional<KafkaChannel> channel(String id) {
        return Optional.ofNullable(selector.channel(id)).or(() -> Optional.ofNullable(selector.closingChannel(id)));
    }

    private void sent(String id) {
        var connection = connections.get(id);
        if (connection != null) {
            connection.sending(false);
            advance(connection);
        }
    }

    private void continueEnded() {
        for (var exchange = ended.poll(); exchange != null; exchange = ended.poll()) {
            if (exchange.connection.closed()) {
                exchange.release();
            } else {
                advance(exchange.connection);
            }
        }
    }

    /** Sends what may be sent, starts what may start, and reads on or not. */
    private void advance(Connection connection) {
        startNext(connection);
        for (var next = connection.nextToSend(); next.isPresent(); next = connection.nextToSend()) {
            answer(next.get());
            if (connection.closed()) {
                return;
            }
            startNext(connection);
        }
        boolean full = connection.inFlight() >= inFlightMax;
        if (full != connection.muted() && channel(connection.id).isPresent()) {
            connection.muted(full);
            if (full) {
                selector.mute(connection.id);
            } else {
                selector.unmute(connection.id);
            }
        }
    }

    private void startNext(Connection connection) {
        for (var next = connection.nextToStart(); next.isPresent(); next = connection.nextToStart()) {
            starter.start(next.get(), this::ended);
        }
    }

    private void answer(Exchange exchange) {
        var connection = exchange.connection;
        var reply = starter.reply(exchange);
        exchange.release();
        switch (reply) {
            case Reply.Answer(var response) -> send(exchange, response);
            case Reply.None() -> {}
            case Reply.Close(var reason) -> {
                LOG.atInfo()
                        .addKeyValue("connection", connection.id)
                        .addKeyValue("reason", reason)
                        .log("closing a Kafka connection to tell its client");
                close(connection);
            }
        }
    }

    private void send(Exchange exchange, AbstractResponse response) {
        var connection = exchange.connection;
        try {
            if (channel(connection.id).isPresent()) {
                var send = new NetworkSend(connection.id, exchange.context.buildResponseSend(response));
                connection.sending(true);
                selector.send(send);
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("api", exchange.context.header.apiKey().name)
                    .addKeyValue("connection", connection.id)
                    .setCause(e)
                    .log("can't write a Kafka response, closing its connection");
            close(connection);
        }
    }

    /** Called by any thread. */
    private void ended(Exchange exchange) {
        ended.add(exchange);
        wakeUp();
    }

    private void wakeUp() {
        if (wakeUpDue.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    private void close(Connection connection) {
        selector.close(connection.id);
        forget(connection.id);
    }

    private void forget(String id) {
        var connection = connections.remove(id);
        if (connection != null) {
            connection.close();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        if (now - sweptNs < receiveMaxNs / 8) {
            return;
        }
        sweptNs = now;
        var late = connections.values().stream().filter(each -> late(each, now)).toList();
        for (var connection : late) {
            LOG.atInfo()
                    .addKeyValue("connection", connection.id)
                    .log("no whole request in time, closing the Kafka connection");
            close(connection);
        }
    }

    private boolean late(Connection connection, long now) {
        var channel = selector.channel(connection.id);
        return channel != null && connection.late(channel.currentReceive(), channel.isMuted(), now, receiveMaxNs);
    }
}
