package io.takhin.cli.top;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The last throughputs of all topics and of all together, a bounded number of each. Used by one thread. */
final class History {

    private static final int SAMPLES_MAX = 120;

    private final Map<String, Deque<Double>> topics = new HashMap<>();
    private final Deque<Double> in = new ArrayDeque<>();
    private final Deque<Double> out = new ArrayDeque<>();

    /** Adds a view, and forgets topics that it does not have. */
    void add(TopView view) {
        put(in, view.total().bytesInPerSecond());
        put(out, view.total().bytesOutPerSecond());
        var seen = new HashMap<String, Deque<Double>>();
        for (var topic : view.topics()) {
            var samples = topics.getOrDefault(topic.name(), new ArrayDeque<>());
            put(samples, topic.bytesPerSecond());
            seen.put(topic.name(), samples);
        }
        topics.clear();
        topics.putAll(seen);
    }

    private static void put(Deque<Double> samples, double value) {
        samples.addLast(value);
        if (samples.size() > SAMPLES_MAX) {
            samples.removeFirst();
        }
    }

    double[] in() {
        return values(in);
    }

    double[] out() {
        return values(out);
    }

    double[] topic(String name) {
        return values(topics.getOrDefault(name, new ArrayDeque<>()));
    }

    private static double[] values(Deque<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
