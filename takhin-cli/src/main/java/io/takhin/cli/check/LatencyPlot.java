package io.takhin.cli.check;

import io.takhin.cli.output.Block;
import io.takhin.cli.output.Brief;
import io.takhin.cli.output.Glyphs;
import io.takhin.common.admin.metrics.Latency.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A histogram of latencies: bounds in steps of 1, 2 and 5, a bar for each, and where the percentiles fall. */
final class LatencyPlot {

    private static final int BAR_WIDTH = 40;
    private static final int[] STEPS = {1, 2, 5};
    private static final double ALL = 100;

    private LatencyPlot() {}

    /** The counts up to bounds in steps of 1, 2 and 5, from the first that counts to the last. */
    static List<Bucket> buckets(Histogram us) {
        var buckets = new ArrayList<Bucket>();
        long counted = 0;
        long total = us.getTotalCount();
        for (long power = 10; counted < total; power *= 10) {
            for (int step : STEPS) {
                long bound = step * power;
                long upTo = total - countAbove(us, bound);
                if (upTo > counted || (!buckets.isEmpty() && counted < total)) {
                    buckets.add(new Bucket(bound, upTo - counted));
                }
                counted = upTo;
            }
        }
        return buckets;
    }

    private static long countAbove(Histogram us, long bound) {
        return us.getMaxValue() <= bound
                ? 0
                : us.getCountBetweenValues(us.nextNonEquivalentValue(bound), us.getMaxValue());
    }

    /** The plot. */
    static List<Block> lines(List<Bucket> buckets, Percentiles percentiles, Glyphs glyphs) {
        long most = buckets.stream().mapToLong(Bucket::count).max().orElse(1);
        long total = buckets.stream().mapToLong(Bucket::count).sum();
        var blocks = new ArrayList<Block>();
        long lowerUs = 0;
        for (var bucket : buckets) {
            var bar = glyphs.bar((double) bucket.count() / most, BAR_WIDTH);
            var marks = marks(lowerUs, bucket.upToUs(), percentiles);
            var text = String.format(
                    Locale.ROOT,
                    "%7s  %5.1f%%  %s",
                    "<=" + Brief.us(bucket.upToUs()),
                    bucket.count() * ALL / total,
                    marks.isEmpty() ? bar : bar + "  " + glyphs.mark() + " " + marks);
            blocks.add(new Block.Line(text.stripTrailing()));
            lowerUs = bucket.upToUs();
        }
        return blocks;
    }

    private static String marks(long lowerUs, long upToUs, Percentiles percentiles) {
        var marks = new ArrayList<String>();
        add(marks, "p50", percentiles.p50Us(), lowerUs, upToUs);
        add(marks, "p90", percentiles.p90Us(), lowerUs, upToUs);
        add(marks, "p99", percentiles.p99Us(), lowerUs, upToUs);
        add(marks, "p99.9", percentiles.p999Us(), lowerUs, upToUs);
        return String.join(" ", marks);
    }

    private static void add(List<String> marks, String name, long us, long lowerUs, long upToUs) {
        if (us > lowerUs && us <= upToUs) {
            marks.add(name);
        }
    }
}
