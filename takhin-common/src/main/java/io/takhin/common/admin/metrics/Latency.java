package io.takhin.common.admin.metrics;

import io.takhin.common.json.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A histogram of times, counted since a node started. Two readings subtracted give the percentiles of what lay between
 * them, so that any number of observers can watch, each at a pace of its own, and the node keeps nothing for them.
 *
 * @param count how many were measured
 * @param sumUs all of them together
 * @param buckets the counts, by rising bound; buckets that counted nothing are left out
 */
@Doc("A histogram of times, counted since the node started.")
public record Latency(
        @Doc("How many were measured.") long count,
        @Doc("All of them together, in µs.") long sumUs,

        @Doc("The counts, by rising bound; buckets that counted nothing are left out.")
        List<Bucket> buckets) {

    /** Nothing measured. */
    public static final Latency NONE = new Latency(0, 0, List.of());

    /** Copies the list. */
    public Latency {
        buckets = List.copyOf(buckets);
    }

    /**
     * Those between two bounds.
     *
     * @param upToUs the upper bound, inclusive; the lower one is the bound of the bucket before
     * @param count how many
     */
    @Doc("How many took a time up to a bound.")
    public record Bucket(
            @Doc("The upper bound, inclusive, in µs.") long upToUs,
            @Doc("How many.") long count) {}

    /** What was measured after an earlier reading; all of it if that one is of another life of the node. */
    public Latency since(Latency earlier) {
        if (earlier.count > count) {
            return this;
        }
        var counts = counts();
        earlier.buckets.forEach(bucket -> counts.merge(bucket.upToUs(), -bucket.count(), Long::sum));
        return of(sumUs - earlier.sumUs, counts);
    }

    /** Both together. */
    public Latency plus(Latency other) {
        var counts = counts();
        other.buckets.forEach(bucket -> counts.merge(bucket.upToUs(), bucket.count(), Long::sum));
        return of(sumUs + other.sumUs, counts);
    }

    /** The time within which a share (0 to 1) of them ended, in µs; 0 when nothing was measured. */
    public long percentileUs(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long passed = 0;
        for (var bucket : buckets) {
            passed += bucket.count();
            if (passed >= wanted) {
                return bucket.upToUs();
            }
        }
        return buckets.isEmpty() ? 0 : buckets.getLast().upToUs();
    }

    private TreeMap<Long, Long> counts() {
        var counts = new TreeMap<Long, Long>();
        buckets.forEach(bucket -> counts.put(bucket.upToUs(), bucket.count()));
        return counts;
    }

    /** A reading is taken while others count, so a bucket may run ahead of the sum: it counts what the buckets hold. */
    private static Latency of(long sumUs, TreeMap<Long, Long> counts) {
        var buckets = new ArrayList<Bucket>();
        counts.forEach((upToUs, count) -> {
            if (count > 0) {
                buckets.add(new Bucket(upToUs, count));
            }
        });
        return new Latency(buckets.stream().mapToLong(Bucket::count).sum(), Math.max(0, sumUs), buckets);
    }
}
