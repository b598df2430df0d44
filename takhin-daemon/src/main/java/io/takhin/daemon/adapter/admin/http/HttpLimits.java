package io.takhin.daemon.adapter.admin.http;

import java.time.Duration;

/**
 * What one server takes on.
 *
 * @param connectionsMax how many connections at a time; more are answered 503 and closed
 * @param headTimeout how long a request's head may take from its first byte
 * @param bodyTimeout how long a request's body may take, unless the handler says otherwise
 * @param idleTimeout how long a connection may wait for its next request
 * @param writeTimeout how long one write may block, unless the handler says otherwise
 * @param closeTimeout how long the server's close waits for exchanges under way
 */
public record HttpLimits(
        int connectionsMax,
        Duration headTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration writeTimeout,
        Duration closeTimeout) {

    /** Limits for an admin listener. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            256,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2));
}
