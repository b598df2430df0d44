package io.takhin.daemon.adapter.kafka.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts connections, in all and by address. Any thread may call. */
final class ConnectionLimits {

    /** Guarded by this, as the rest. */
    private int connectionsMax;

    private int perIpMax;
    private final Map<InetAddress, Integer> perIp = new HashMap<>();

    private int connections;

    ConnectionLimits(int connectionsMax, int perIpMax) {
        this.connectionsMax = connectionsMax;
        this.perIpMax = perIpMax;
    }

    synchronized void change(int newConnectionsMax, int newPerIpMax) {
        connectionsMax = newConnectionsMax;
        perIpMax = newPerIpMax;
    }

    /** A place for a connection from an address, nothing if all are taken. */
    synchronized Optional<Slot> take(InetAddress address) {
        if (connections >= connectionsMax || perIp.getOrDefault(address, 0) >= perIpMax) {
            return Optional.empty();
        }
        connections++;
        perIp.merge(address, 1, Integer::sum);
        return Optional.of(new Slot(address));
    }

    /** How many there are now. */
    synchronized int connections() {
        return connections;
    }

    private synchronized void free(InetAddress address) {
        connections--;
        perIp.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    /** The place of one connection. */
    final class Slot {
        private final InetAddress address;
        private boolean freed;

        private Slot(InetAddress address) {
            this.address = address;
        }

        InetAddress address() {
            return address;
        }

        /** Frees the place. Idempotent; one thread calls. */
        void close() {
            if (!freed) {
                freed = true;
                free(address);
            }
        }
    }
}
