package io.takhin.daemon.port;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The way to the other nodes of a cluster, over the port that they share, for what an adapter has to say to its like
 * there. What the bytes mean is the adapter's; nodes trust each other.
 */
public interface PeerLink {

    /** A node without others. */
    PeerLink NONE = new PeerLink() {
        @Override
        public void serve(Function<ByteBuffer, CompletableFuture<ByteBuffer>> answerer) {
            // Nobody asks.
        }

        @Override
        public CompletableFuture<ByteBuffer> ask(int node, ByteBuffer request) {
            return CompletableFuture.failedFuture(new IOException("there is no node " + node));
        }
    };

    /**
     * Has the requests of other nodes answered from now on; until then they fail.
     *
     * @param answerer called on any thread, must return at once; a future that fails, fails the request
     */
    void serve(Function<ByteBuffer, CompletableFuture<ByteBuffer>> answerer);

    /**
     * Asks another node, once. Completed by a deadline of its own; fails with an IOException if the node does not
     * answer, and then it is not known whether it heard the request.
     */
    CompletableFuture<ByteBuffer> ask(int node, ByteBuffer request);
}
