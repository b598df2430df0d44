package io.takhin.daemon.cluster;

import io.takhin.daemon.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * The links between the nodes' raft ports. Each node is known to its peers at a port of this proxy, so that a link can
 * be cut: what is sent over it stays under way until it is healed, as on a network that loses packets.
 */
final class RaftLinks implements AutoCloseable {

    private static final long POLL_NANOS = 5_000_000;

    private final Map<Integer, ServerSocket> doors = new TreeMap<>();
    private final Map<Integer, Integer> targets = new TreeMap<>();
    private final ConcurrentMap<Integer, Long> pids = new ConcurrentHashMap<>();
    private final Set<Link> cut = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A link in both directions, the smaller id first. */
    private record Link(int a, int b) {
        static Link of(int one, int other) {
            return new Link(Math.min(one, other), Math.max(one, other));
        }
    }

    /** Opens a door for each node. */
    RaftLinks(Set<Integer> nodes, IntFunction<Integer> port) throws IOException {
        for (int id : nodes) {
            var door = new ServerSocket(FreePorts.next(), 64, InetAddress.getLoopbackAddress());
            doors.put(id, door);
            targets.put(id, port.apply(id));
            Thread.ofVirtual().name("takhin-link-" + id).start(() -> accept(id, door));
        }
    }

    /** Where the peers reach a node. */
    String address(int id) {
        return "127.0.0.1:" + doors.get(id).getLocalPort();
    }

    /** Which process a node is now: links are told apart by the process at their beginning. */
    void process(int id, long pid) {
        pids.put(id, pid);
    }

    /** Cuts a link in both directions. */
    void cut(int one, int other) {
        cut.add(Link.of(one, other));
    }

    /** Cuts a node off from all others. */
    void isolate(int id) {
        doors.keySet().stream().filter(other -> other != id).forEach(other -> cut(id, other));
    }

    /** Lets everything through again. */
    void heal() {
        cut.clear();
    }

    private void accept(int to, ServerSocket door) {
        while (!closed) {
            try {
                var socket = door.accept();
                Thread.ofVirtual().name("takhin-link-open").start(() -> connect(to, socket));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(int to, Socket from) {
        try {
            int source = SocketOwner.of(from.getPort(), from.getLocalPort(), pids);
            var link = Link.of(source, to);
            awaitOpen(link);
            var target = new Socket(InetAddress.getLoopbackAddress(), targets.get(to));
            from.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            Thread.ofVirtual().name("takhin-link-back").start(() -> pump(link, target, from));
            pump(link, from, target);
        } catch (IOException e) {
            // The peer is down, or gone already: the caller sees a connection that ends.
            close(from);
        }
    }

    private void pump(Link link, Socket from, Socket to) {
        var buffer = new byte[64 << 10];
        try {
            for (int n; (n = from.getInputStream().read(buffer)) >= 0; ) {
                awaitOpen(link);
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // One side went away; the other hears of it below.
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitOpen(Link link) {
        while (cut.contains(link) && !closed) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (var door : doors.values()) {
            door.close();
        }
    }
}
