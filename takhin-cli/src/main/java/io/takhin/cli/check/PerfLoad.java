package io.takhin.cli.check;

import java.time.Duration;

/**
 * What is sent.
 *
 * @param rate records a second
 * @param duration for how long, the warm-up not counted
 * @param recordBytes how large each value is
 * @param partitions over how many partitions
 */
record PerfLoad(int rate, Duration duration, int recordBytes, int partitions) {

    private static final Duration WARM_UP_MAX = Duration.ofSeconds(2);

    /** What comes before it is measured: the first records find cold code on both sides. */
    Duration warmUp() {
        var part = duration.dividedBy(5);
        return part.compareTo(WARM_UP_MAX) < 0 ? part : WARM_UP_MAX;
    }

    /** When the record of a number is due, in ns from the start. */
    long dueNs(long number) {
        return (long) ((double) number / rate * 1e9);
    }

    /** How many records are due by a time from the start. */
    long dueBy(long elapsedNs) {
        return Math.min((long) (elapsedNs * (double) rate / 1e9) + 1, total());
    }

    /** How many there are in all. */
    long total() {
        return Math.max(1, (long) (warmUp().plus(duration).toNanos() / 1e9 * rate));
    }
}
