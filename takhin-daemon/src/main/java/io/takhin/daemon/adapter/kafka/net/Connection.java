package io.takhin.daemon.adapter.kafka.net;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.common.network.NetworkReceive;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection in the order they came, which is the order their answers leave in. Its processor's
 * thread owns it.
 *
 * <p>A request starts when all before it have ended, or when it and all before it may be pipelined.
 */
final class Connection {

    final String id;
    final ConnectionLimits.Slot slot;
    private final Queue<Exchange> exchanges = new ArrayDeque<>();
    private boolean muted;
    private boolean sending;
    private boolean closed;
    private boolean heardOf;
    private long waitingSinceNs;
    private @Nullable NetworkReceive receiving;

    Connection(String id, ConnectionLimits.Slot slot, long nowNs) {
        this.id = id;
        this.slot = slot;
        this.waitingSinceNs = nowNs;
    }

    void add(Exchange exchange) {
        heardOf = true;
        receiving = null;
        exchanges.add(exchange);
    }

    /** How many requests are under way or wait for their turn. */
    int inFlight() {
        return exchanges.size();
    }

    /** The oldest request if it is done and its answer may leave now; it is taken out. */
    Optional<Exchange> nextToSend() {
        var head = exchanges.peek();
        if (sending || head == null || !head.done()) {
            return Optional.empty();
        }
        exchanges.remove();
        return Optional.of(head);
    }

    /** The oldest request whose turn to start has come. */
    Optional<Exchange> nextToStart() {
        boolean allPipelined = true;
        boolean allEnded = true;
        for (var exchange : exchanges) {
            if (!exchange.started()) {
                return allEnded || (allPipelined && exchange.pipelined) ? Optional.of(exchange) : Optional.empty();
            }
            boolean ended = exchange.done();
            allEnded &= ended;
            allPipelined &= ended || exchange.pipelined;
        }
        return Optional.empty();
    }

    boolean sending() {
        return sending;
    }

    void sending(boolean now) {
        sending = now;
    }

    boolean muted() {
        return muted;
    }

    void muted(boolean now) {
        muted = now;
    }

    boolean closed() {
        return closed;
    }

    /** Forgets the requests; those that hold memory give it back when they end. */
    void close() {
        closed = true;
        slot.close();
        exchanges.forEach(Exchange::abandon);
        exchanges.clear();
    }

    /**
     * Says whether the peer takes too long: for its first request, or for the rest of one that it began.
     *
     * @param current the frame that is being received now, if any
     * @param starved whether it is us who don't read, for lack of memory
     */
    @SuppressWarnings("ReferenceEquality") // The question is whether it is still the same frame.
    boolean late(@Nullable NetworkReceive current, boolean starved, long nowNs, long allowedNs) {
        boolean expected = current != null || !heardOf;
        if (!expected || starved || muted || current != receiving) {
            receiving = current;
            waitingSinceNs = nowNs;
            return false;
        }
        return nowNs - waitingSinceNs > allowedNs;
    }
}
