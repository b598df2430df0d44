package io.takhin.common.admin.client;

import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.Frame;
import java.time.Duration;
import java.util.Optional;

/** Records on their way out of topics. One thread reads. */
public interface ConsumeStream extends AutoCloseable {

    /** The partitions and their pinned ranges. */
    ConsumeMessage.Opened opened();

    /**
     * Waits for the next batches; empty when all pinned ends are reached.
     *
     * @throws io.takhin.common.error.TakhinException with DEADLINE when nothing came in time (the stream can be read
     *     on), or with what went wrong
     */
    Optional<Frame.Batches> next(Duration timeout);

    @Override
    void close();
}
