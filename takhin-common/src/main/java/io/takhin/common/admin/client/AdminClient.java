package io.takhin.common.admin.client;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.admin.stream.WatchRequest;
import java.time.Duration;

/**
 * The admin port: what commands talk to. All methods block up to their deadline and fail with a
 * {@link io.takhin.common.error.TakhinException} that says what failed, with each endpoint's own cause. An interrupt
 * ends a call soon and leaves the thread interrupted.
 *
 * <p>Endpoints are tried in order; a request that may have changed something is not sent a second time unless the first
 * answer said that nothing changed.
 */
public interface AdminClient extends AutoCloseable {

    /** Calls a method and waits for its reply. */
    <Q extends Record, R extends Record> R call(AdminMethod<Q, R> method, Q request, Duration timeout);

    /**
     * Opens a stream of records into a topic. {@code listener} hears of each frame's fate on the stream's reader
     * thread.
     */
    ProduceStream produce(ProduceOpen open, ProduceStream.Listener listener, Duration timeout);

    /** Opens a stream of records out of topics. */
    ConsumeStream consume(ConsumeRequest request, Duration timeout);

    /** Opens a stream of the cluster's states. */
    WatchStream watch(WatchRequest request, Duration timeout);

    /** Closes its connections; open streams fail. */
    @Override
    void close();
}
