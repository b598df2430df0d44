package io.takhin.daemon.adapter.admin.http;

import java.io.IOException;

/** Answers requests. */
public interface HttpHandler {

    /**
     * Answers one request on the connection's virtual thread; any number of connections call at once. A response must
     * have been given on return.
     *
     * @throws IOException if the connection fails, or to have it closed
     */
    void handle(HttpExchange exchange) throws IOException;

    /** Answers a request that is no HTTP, or beyond the limits; the connection is closed after it. */
    void refuse(HttpExchange exchange, int status, String problem) throws IOException;
}
