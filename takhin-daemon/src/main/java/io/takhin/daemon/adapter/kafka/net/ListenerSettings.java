package io.takhin.daemon.adapter.kafka.net;

import java.time.Duration;

/**
 * How the listener listens and where its limits are.
 *
 * @param host the address to bind
 * @param port the port to bind, 0 for any free one
 * @param processors how many threads serve connections, 1 or more
 * @param requestBytesMax how large a Produce request may be; a larger one closes its connection
 * @param smallRequestBytesMax how large any other request may be
 * @param requestFieldsMax how many fields a request may have: a bound on the objects made of its bytes
 * @param requestMemoryBytes how much memory all requests on all connections may hold; past it nothing is read. One more
 *     request of the largest size may be in memory.
 * @param inFlightMax how many requests of one connection may be under way or waiting; past it the connection is not
 *     read
 * @param idleMax how long a connection may be without traffic
 * @param receiveMax how long a connection may take for its first request, and from the first byte to the last of any
 * @param connectionsMax how many connections at once
 * @param connectionsPerIpMax how many of one address
 * @param security how connections are secured
 */
public record ListenerSettings(
        String host,
        int port,
        int processors,
        int requestBytesMax,
        int smallRequestBytesMax,
        int requestFieldsMax,
        long requestMemoryBytes,
        int inFlightMax,
        Duration idleMax,
        Duration receiveMax,
        int connectionsMax,
        int connectionsPerIpMax,
        ListenerSecurity security) {

    /** Refuses what can't work. */
    public ListenerSettings {
        if (processors < 1
                || requestFieldsMax < 1
                || inFlightMax < 1
                || connectionsMax < 1
                || connectionsPerIpMax < 1) {
            throw new IllegalArgumentException("processors and limits are 1 or more");
        }
        if (smallRequestBytesMax < 1
                || requestBytesMax < smallRequestBytesMax
                || requestMemoryBytes < requestBytesMax) {
            throw new IllegalArgumentException(
                    "a small request is at most as large as a request, and that as large as the memory for requests");
        }
    }

    /** Plain text with the default limits. */
    public static ListenerSettings plaintext(String host, int port) {
        return new ListenerSettings(
                host,
                port,
                Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8),
                32 << 20,
                4 << 20,
                1_000_000,
                96 << 20,
                64,
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                10_000,
                10_000,
                ListenerSecurity.PLAINTEXT);
    }
}
