package io.takhin.cli.check;

import io.takhin.cli.output.Brief;
import io.takhin.common.json.Doc;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * How long something took.
 *
 * @param count how many times were measured
 * @param minUs the shortest
 * @param p50Us half took this at most
 * @param p90Us 90 % took this at most
 * @param p99Us 99 % took this at most
 * @param p999Us 99.9 % took this at most
 * @param maxUs the longest
 */
@Doc("How long something took, in µs.")
record Percentiles(
        @Doc("How many times were measured.") long count,
        @Doc("The shortest, in µs.") long minUs,

        @Doc("The time that half of them took at most, in µs.")
        long p50Us,

        @Doc("The time that 90 % of them took at most, in µs.")
        long p90Us,

        @Doc("The time that 99 % of them took at most, in µs.")
        long p99Us,

        @Doc("The time that 99.9 % of them took at most, in µs.")
        long p999Us,

        @Doc("The longest, in µs.") long maxUs) {

    private static final long NS_PER_US = 1000;

    /** Nothing measured. */
    static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0, 0);

    /** Of a histogram of µs. */
    static Percentiles of(Histogram us) {
        return us.getTotalCount() == 0
                ? NONE
                : new Percentiles(
                        us.getTotalCount(),
                        us.getMinValue(),
                        us.getValueAtPercentile(50),
                        us.getValueAtPercentile(90),
                        us.getValueAtPercentile(99),
                        us.getValueAtPercentile(99.9),
                        us.getMaxValue());
    }

    /** Of single times in ns. */
    static Percentiles ofNs(long[] times) {
        if (times.length == 0) {
            return NONE;
        }
        var sorted = times.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                sorted.length,
                sorted[0] / NS_PER_US,
                at(sorted, 0.5),
                at(sorted, 0.9),
                at(sorted, 0.99),
                at(sorted, 0.999),
                sorted[sorted.length - 1] / NS_PER_US);
    }

    private static long at(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)] / NS_PER_US;
    }

    /** As one line. */
    String text() {
        return count == 0
                ? "nothing was measured"
                : "p50 " + Brief.us(p50Us) + ", p90 " + Brief.us(p90Us) + ", p99 " + Brief.us(p99Us) + ", p99.9 "
                        + Brief.us(p999Us) + ", max " + Brief.us(maxUs);
    }
}
