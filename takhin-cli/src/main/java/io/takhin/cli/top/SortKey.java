package io.takhin.cli.top;

import io.takhin.cli.top.TopView.Topic;
import java.util.Arrays;
import java.util.Comparator;

/** What topics are sorted by. Numbers stand largest first, names from A. */
enum SortKey {
    /** Bytes appended. */
    IN("IN/s"),
    /** Bytes read. */
    OUT("OUT/s"),
    /** Records appended. */
    RECORDS("REC/s"),
    /** Failed requests. */
    ERRORS("ERR/s"),
    /** What is stored. */
    SIZE("SIZE"),
    /** How far groups are behind. */
    LAG("LAG"),
    /** The name. */
    NAME("TOPIC");

    private final String heading;

    SortKey(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }

    /** The order, equal topics by name. */
    Comparator<Topic> order(boolean reversed) {
        boolean rises = (this == NAME) != reversed;
        return (rises ? rising() : rising().reversed()).thenComparing(Topic::name);
    }

    private Comparator<Topic> rising() {
        return switch (this) {
            case IN -> Comparator.comparingDouble(Topic::bytesInPerSecond);
            case OUT -> Comparator.comparingDouble(Topic::bytesOutPerSecond);
            case RECORDS -> Comparator.comparingDouble(Topic::recordsInPerSecond);
            case ERRORS -> Comparator.comparingDouble(Topic::errorsPerSecond);
            case SIZE -> Comparator.comparingLong(Topic::sizeBytes);
            case LAG -> Comparator.comparingLong(SortKey::lag);
            case NAME -> Comparator.comparing(Topic::name);
        };
    }

    private static long lag(Topic topic) {
        var lag = topic.lag();
        return lag == null ? -1 : lag;
    }

    /** The one behind it, the first behind the last. */
    SortKey next() {
        var all = Arrays.asList(values());
        return all.get((all.indexOf(this) + 1) % all.size());
    }
}
