package io.takhin.common.admin.client;

import java.time.Duration;

/**
 * When a call has to be over.
 *
 * @param nanos by {@link System#nanoTime}
 */
record Deadline(long nanos) {

    private static final long NANOS_MAX = Duration.ofDays(365).toNanos();

    static Deadline in(Duration timeout) {
        long nanos = timeout.compareTo(Duration.ofDays(365)) < 0 ? timeout.toNanos() : NANOS_MAX;
        return new Deadline(System.nanoTime() + nanos);
    }

    /** The earlier of this and one so long from now. */
    Deadline atMost(Duration timeout) {
        var other = in(timeout);
        return other.nanos - nanos < 0 ? other : this;
    }

    long leftMs() {
        return Math.max(0, (nanos - System.nanoTime()) / 1_000_000);
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }
}
