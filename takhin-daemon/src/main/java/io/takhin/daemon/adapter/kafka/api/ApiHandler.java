package io.takhin.daemon.adapter.kafka.api;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;

/**
 * Serves one Kafka API. One object serves all connections; it is called by all of the listener's threads.
 *
 * @param <T> Kafka's class of the API's requests
 */
public interface ApiHandler<T extends AbstractRequest> {

    /** Which API. */
    ApiKeys key();

    /** The newest version served and advertised; Kafka's newest stable one if not overridden. */
    default short versionMax() {
        return key().latestVersion();
    }

    /**
     * Whether several of these requests of one connection may be under way at once. They are started in their order all
     * the same, and so are their answers. All other requests wait until those before them on their connection have
     * ended.
     */
    default boolean pipelined() {
        return false;
    }

    /**
     * Starts a request. It is called on a thread that serves many connections, so it must not block nor compute for
     * long: longer work goes to an executor of the handler's own.
     *
     * <p>Refusals are answers with Kafka's error codes. A failed future or an exception is a fault of the node's own:
     * it is logged with its stack, and the client gets the API's error response with UNKNOWN_SERVER_ERROR, or with the
     * code of the exception if it is one of Kafka's.
     *
     * @param context the request's header, its connection, who sent it
     * @param request the request; buffers in it are valid until the future completes
     * @return completed on any thread, by a deadline that the handler sets; cancelled when the client is gone and the
     *     request holds no buffers
     */
    CompletableFuture<Reply> handle(RequestContext context, T request);
}
