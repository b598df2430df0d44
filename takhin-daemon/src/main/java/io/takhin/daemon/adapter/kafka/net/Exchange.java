package io.takhin.daemon.adapter.kafka.net;

import io.takhin.daemon.adapter.kafka.api.Reply;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.jspecify.annotations.Nullable;

/** One request from its arrival until its answer leaves. Its processor's thread owns it. */
final class Exchange {

    final Connection connection;
    final RequestContext context;
    final AbstractRequest request;
    final boolean pipelined;
    private @Nullable NetworkReceive frame;
    private @Nullable CompletableFuture<Reply> future;

    /** Takes over the frame's memory; frees it at once if the request does not need it. */
    Exchange(Connection connection, ParsedRequest parsed, boolean pipelined, NetworkReceive frame) {
        this.connection = connection;
        this.context = parsed.context();
        this.request = parsed.request();
        this.pipelined = pipelined;
        this.frame = frame;
        if (!parsed.holdsFrame()) {
            release();
        }
    }

    boolean started() {
        return future != null;
    }

    void started(CompletableFuture<Reply> reply) {
        future = reply;
    }

    boolean done() {
        return future != null && future.isDone();
    }

    /** The reply of a request that is done; a failure of its handler becomes the API's error response. */
    Reply reply() {
        if (future == null) {
            throw new IllegalStateException("not started");
        }
        return future.join();
    }

    /** Gives up waiting for an answer that no one will read; a request that has buffers runs to its end. */
    void abandon() {
        if (future == null) {
            release();
        } else if (frame == null) {
            future.cancel(false);
        }
    }

    /** Gives the memory of the frame back. Idempotent. */
    void release() {
        var held = frame;
        frame = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw new IllegalStateException("giving memory back does no I/O", e);
            }
        }
    }
}
