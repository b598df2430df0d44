package io.takhin.daemon.adapter.direct;

import java.time.Duration;

/** When appended records are forced to disk. */
public sealed interface FlushPolicy {

    /**
     * Before the acknowledgement: an append that was acknowledged survives kill -9 and power loss. Appends that wait at
     * the same time share one fsync for each log.
     */
    record Always() implements FlushPolicy {}

    /**
     * In the background: an append is acknowledged once the operating system has it, so it survives kill -9; a power
     * loss can take what was appended since about this long before. Kafka itself leaves it to the operating system by
     * default.
     *
     * @param every how often the logs that were appended to are flushed; Kafka's {@code log.flush.interval.ms}
     */
    record Interval(Duration every) implements FlushPolicy {

        /** Every second. */
        public static final Interval DEFAULT = new Interval(Duration.ofSeconds(1));

        /** Refuses less than a millisecond. */
        public Interval {
            if (every.toMillis() < 1) {
                throw new IllegalArgumentException("a flush interval of " + every + " is below 1 ms");
            }
        }
    }
}
