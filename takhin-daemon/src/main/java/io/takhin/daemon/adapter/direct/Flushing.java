package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.port.FaultHandler;
import java.time.Duration;

/** How the lanes get their logs flushed, by the {@link FlushPolicy}. */
sealed interface Flushing {

    /** Before each answer. */
    record BeforeAnswer(FlushPool pool) implements Flushing {}

    /** Some time after it. */
    record Later(IntervalFlusher flusher) implements Flushing {}

    /** What a policy asks for; {@link #start} begins it. */
    static Flushing of(FlushPolicy policy, FaultHandler faults) {
        return switch (policy) {
            case FlushPolicy.Always() -> new BeforeAnswer(new FlushPool());
            case FlushPolicy.Interval(var every) -> new Later(new IntervalFlusher(every, faults));
        };
    }

    /** Begins. */
    default void start() {
        switch (this) {
            case BeforeAnswer before -> {
                // Its threads come with the first flush.
            }
            case Later(var flusher) -> flusher.start();
        }
    }

    /** Ends after what is to be flushed, once no lane runs; true when it ended in time. */
    default boolean stop(Duration timeout) throws InterruptedException {
        return switch (this) {
            case BeforeAnswer(var pool) -> pool.stop(timeout);
            case Later(var flusher) -> flusher.stop(timeout);
        };
    }
}
