package io.takhin.cli.record.format;

import io.takhin.cli.record.format.Part.Content;

/** The lengths that a record told of its fields so far. Used by one thread. */
final class Lengths {

    /** Not told. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private long topic;
    private long key;
    private long value;
    private long headers;

    /** Forgets all. */
    void clear() {
        topic = UNKNOWN;
        headers = UNKNOWN;
        clearPair();
    }

    /** Forgets those of key and value. */
    void clearPair() {
        key = UNKNOWN;
        value = UNKNOWN;
    }

    /** The length of a field, -1 for null, or {@link #UNKNOWN}. */
    long of(Content content) {
        return switch (content) {
            case TOPIC -> topic;
            case KEY -> key;
            case VALUE -> value;
        };
    }

    /** How many headers. */
    long headers() {
        return headers;
    }

    void topic(long length) {
        topic = length;
    }

    void key(long length) {
        key = length;
    }

    void value(long length) {
        value = length;
    }

    void headers(long count) {
        headers = count;
    }
}
