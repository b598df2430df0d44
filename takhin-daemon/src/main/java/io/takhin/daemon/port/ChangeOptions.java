package io.takhin.daemon.port;

import java.time.Duration;

/**
 * How a change is to be made.
 *
 * @param dryRun decide only, with the same answer, and change nothing
 * @param timeout how long the caller waits; past it the outcome is unknown
 */
public record ChangeOptions(boolean dryRun, Duration timeout) {

    /** What a caller without wishes gets: the real thing within 30 s. */
    public static final ChangeOptions DEFAULT = new ChangeOptions(false, Duration.ofSeconds(30));
}
