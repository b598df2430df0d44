package io.takhin.daemon.adapter.kafka.api;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.requests.AbstractResponse;

/** How a request is answered. */
public sealed interface Reply {

    /** With a response. */
    record Answer(AbstractResponse response) implements Reply {}

    /** Not at all, as the client asked (acks=0). */
    record None() implements Reply {}

    /**
     * By closing the connection, the only way to tell a client that wants no answers of a failure.
     *
     * @param reason for the log
     */
    record Close(String reason) implements Reply {}

    /** Short for {@link Answer}. */
    static Reply of(AbstractResponse response) {
        return new Answer(response);
    }

    /** An answer that is there already. */
    static CompletableFuture<Reply> now(AbstractResponse response) {
        return CompletableFuture.completedFuture(new Answer(response));
    }
}
