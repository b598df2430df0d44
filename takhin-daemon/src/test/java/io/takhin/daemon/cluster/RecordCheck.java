package io.takhin.daemon.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** Holds what producers sent and were told against what a reader found. */
final class RecordCheck {

    private static final int PROBLEMS_MAX = 10;

    private final List<NumberedProducer> producers;
    private final List<List<String>> values;

    /** Takes producers that have ended, and the values by partition and offset. */
    RecordCheck(List<NumberedProducer> producers, List<List<String>> values) {
        this.producers = producers;
        this.values = values;
    }

    /** Whether the reader is behind each acknowledged record. */
    boolean readAll() {
        return producers.stream()
                .flatMap(producer -> producer.acknowledged().stream())
                .allMatch(one -> one.offset() < values.get(one.partition()).size());
    }

    /** The first things that are wrong. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        var sent = new HashSet<String>();
        for (var producer : producers) {
            sent.addAll(producer.sent());
            for (var one : producer.acknowledged()) {
                var found = values.get(one.partition()).get((int) one.offset());
                if (!found.equals(one.value())) {
                    problems.add(one + " has " + found + " in its place");
                }
            }
        }
        for (int partition = 0; partition < values.size(); partition++) {
            var last = new HashMap<String, Long>();
            for (var value : values.get(partition)) {
                int colon = value.indexOf(':');
                long number = Long.parseLong(value.substring(colon + 1));
                var before = last.put(value.substring(0, colon), number);
                if (!sent.contains(value)) {
                    problems.add(value + " was never sent");
                }
                // Numbers of one producer only grow, so none is there twice either.
                if (before != null && before >= number) {
                    problems.add(value + " comes after " + before + " in partition " + partition);
                }
            }
        }
        return problems.subList(0, Math.min(PROBLEMS_MAX, problems.size()));
    }

    @Override
    public String toString() {
        return producers.stream().mapToLong(one -> one.acknowledged().size()).sum() + " of "
                + producers.stream().mapToLong(one -> one.sent().size()).sum() + " records acknowledged, "
                + producers.stream().mapToLong(one -> one.failures().size()).sum() + " failed";
    }
}
