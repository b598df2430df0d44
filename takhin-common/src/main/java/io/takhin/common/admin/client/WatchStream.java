package io.takhin.common.admin.client;

import io.takhin.common.admin.stream.WatchUpdate;
import java.time.Duration;

/** The cluster's states as they come. One thread reads. */
public interface WatchStream extends AutoCloseable {

    /**
     * Waits for the next state; the first comes at once.
     *
     * @throws io.takhin.common.error.TakhinException with DEADLINE when none came in time, or with what went wrong
     */
    WatchUpdate next(Duration timeout);

    @Override
    void close();
}
