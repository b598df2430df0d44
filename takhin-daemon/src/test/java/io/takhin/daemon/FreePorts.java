package io.takhin.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on loopback for daemons that tests start, stop and start again. They lie below the range that the system takes
 * ports for outgoing connections from (32768 to 60999 on Linux): a port out of that range can be taken by any client
 * while its daemon is down. One test process never gets a port twice.
 */
public final class FreePorts {

    private static final int FIRST = 10_000;
    private static final int COUNT = 20_000;

    private static final AtomicInteger NEXT = new AtomicInteger(new SplittableRandom().nextInt(COUNT));

    private FreePorts() {}

    /** A port that nobody listens at now. */
    public static int next() throws IOException {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
