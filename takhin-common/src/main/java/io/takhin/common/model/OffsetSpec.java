package io.takhin.common.model;

import io.takhin.common.json.TextForm;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A place in a partition as people write it: {@code start}, {@code end}, {@code N} (an offset), {@code -N} (N before
 * the end), {@code @timestamp} (the first record at or after a time: milliseconds since the epoch, or ISO 8601 with a
 * zone).
 *
 * @param kind which of the forms
 * @param value the offset, the distance from the end, or the time in ms since the epoch; 0 for start and end
 */
public record OffsetSpec(Kind kind, long value) implements TextForm {

    /** The forms. */
    public enum Kind {
        /** The first record. */
        START,
        /** Behind the last record. */
        END,
        /** An offset. */
        OFFSET,
        /** So many before the end. */
        BEFORE_END,
        /** The first record at or after a time. */
        TIME
    }

    /** The first record. */
    public static final OffsetSpec START = new OffsetSpec(Kind.START, 0);

    /** Behind the last record. */
    public static final OffsetSpec END = new OffsetSpec(Kind.END, 0);

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none of the forms, saying which there are
     */
    public static OffsetSpec parse(String text) {
        try {
            if (text.equals("start")) {
                return START;
            }
            if (text.equals("end")) {
                return END;
            }
            if (text.startsWith("@")) {
                return new OffsetSpec(Kind.TIME, time(text.substring(1)));
            }
            if (text.startsWith("-")) {
                return new OffsetSpec(Kind.BEFORE_END, Long.parseUnsignedLong(text.substring(1)));
            }
            return new OffsetSpec(Kind.OFFSET, Long.parseUnsignedLong(text));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is no place in a log: write start, end, N, -N or @TIME (ms since the epoch, or"
                            + " 2026-01-31T12:00:00Z)",
                    e);
        }
    }

    private static long time(String text) {
        return text.indexOf('-') > 0 ? Instant.parse(text).toEpochMilli() : Long.parseUnsignedLong(text);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case START -> "start";
            case END -> "end";
            case OFFSET -> Long.toString(value);
            case BEFORE_END -> "-" + value;
            case TIME -> "@" + value;
        };
    }
}
