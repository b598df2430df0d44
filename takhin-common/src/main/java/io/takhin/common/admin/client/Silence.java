package io.takhin.common.admin.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How long nothing was heard of a server that speaks every five seconds. Only time spent waiting counts: a reader that
 * rests in between, such as one behind a pager, has not heard because it did not listen.
 */
final class Silence {

    /** After so much of it the server is taken for dead. */
    static final Duration MAX = Duration.ofSeconds(20);

    private long waitedNanos;
    private long beganNanos;

    /** A wait begins; returns when it has to end, which is by the deadline or when the silence is too long. */
    Deadline begin(Deadline deadline) {
        beganNanos = System.nanoTime();
        return deadline.atMost(MAX.minusNanos(waitedNanos));
    }

    /** The wait ended without a word; fails when that was the last one. */
    void waited(SocketTimeoutException timeout) throws IOException {
        waitedNanos += System.nanoTime() - beganNanos;
        if (waitedNanos >= MAX.toNanos() - 2_000_000) {
            throw new IOException("nothing was heard for " + MAX.toSeconds() + " s", timeout);
        }
    }

    /** The server spoke. */
    void heard() {
        waitedNanos = 0;
    }
}
