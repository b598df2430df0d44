package io.takhin.daemon.adapter.metrics;

import io.takhin.common.admin.metrics.Latency;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.MetadataImage;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * All that a node counts. Any thread counts, without a lock and without allocating but for a topic's first time; what
 * is read meanwhile may be one request off.
 */
final class Meters {

    /** More topics than these share one meter that nobody reads: memory stays bounded. */
    private static final int TOPICS_MAX = 20_000;

    private static final long LATENCY_US_MAX = TimeUnit.MINUTES.toMicros(10);

    /** 8 buckets for each doubling: a percentile is at most an eighth too high, and a reading is a few KB. */
    private static final int SIGNIFICANT_DIGITS = 1;

    private final Supplier<MetadataImage> metadata;
    private final Map<TopicId, TopicMeter> topics = new ConcurrentHashMap<>();
    private final TopicMeter others = new TopicMeter();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder inFlightBytes = new LongAdder();
    private final LongAdder commitUs = new LongAdder();
    private final ConcurrentHistogram commits = new ConcurrentHistogram(LATENCY_US_MAX, SIGNIFICANT_DIGITS);

    Meters(Supplier<MetadataImage> metadata) {
        this.metadata = metadata;
    }

    /** A topic's meter. Requests for topics that do not exist share one, so that strangers' guesses take no memory. */
    TopicMeter topic(TopicId id) {
        var meter = topics.get(id);
        if (meter != null) {
            return meter;
        }
        boolean counts = topics.size() < TOPICS_MAX && metadata.get().topic(id).isPresent();
        return counts ? topics.computeIfAbsent(id, _ -> new TopicMeter()) : others;
    }

    /** What was counted for a topic; zeros where nothing was. */
    TopicMeter find(TopicId id) {
        var meter = topics.get(id);
        return meter == null ? new TopicMeter() : meter;
    }

    void appendBegan(long bytes) {
        inFlight.increment();
        inFlightBytes.add(bytes);
    }

    void appendEnded(long bytes) {
        inFlight.decrement();
        inFlightBytes.add(-bytes);
    }

    void committed(long elapsedNs) {
        long us = Math.min(Math.max(0, elapsedNs / 1000), LATENCY_US_MAX);
        commits.recordValue(us);
        commitUs.add(us);
    }

    /** Forgets topics that were deleted. */
    void prune(MetadataImage image) {
        if (topics.size() > image.topics().size()) {
            topics.keySet().removeIf(id -> image.topic(id).isEmpty());
        }
    }

    NodeMetrics.Appends appends() {
        return new NodeMetrics.Appends(Math.max(0, inFlight.sum()), Math.max(0, inFlightBytes.sum()));
    }

    Latency commit() {
        long sumUs = commitUs.sum();
        var buckets = new ArrayList<Latency.Bucket>();
        long count = 0;
        for (var value : commits.copy().recordedValues()) {
            long added = value.getCountAddedInThisIterationStep();
            count += added;
            buckets.add(new Latency.Bucket(commits.highestEquivalentValue(value.getValueIteratedTo()), added));
        }
        return new Latency(count, sumUs, buckets);
    }
}
