package io.takhin.daemon.app;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far the opening of logs is: in the health at once, in the log every few seconds. Any thread calls. */
final class OpeningProgress {

    private static final Logger LOG = LoggerFactory.getLogger(OpeningProgress.class);
    private static final long LOG_INTERVAL_NANOS = 2_000_000_000L;

    private final Consumer<String> state;
    private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime());

    OpeningProgress(Consumer<String> state) {
        this.state = state;
    }

    void opened(int done, int total) {
        state.accept("opening logs: " + done + " of " + total);
        long last = loggedNanos.get();
        long now = System.nanoTime();
        if (now - last >= LOG_INTERVAL_NANOS && loggedNanos.compareAndSet(last, now)) {
            LOG.atInfo().addKeyValue("done", done).addKeyValue("total", total).log("opening logs");
        }
    }
}
