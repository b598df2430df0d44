package io.takhin.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Words and numbers as people read them. */
public final class Text {

    private static final List<String> BYTE_UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB");
    private static final int KIB = 1024;
    private static final double MILLION = 1_000_000.0;
    private static final double NS_PER_SECOND = 1_000_000_000.0;

    private Text() {}

    /** A size: {@code 512 B}, {@code 1.5 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < KIB) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= KIB && unit + 1 < BYTE_UNITS.size()) {
            size /= KIB;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, BYTE_UNITS.get(unit));
    }

    /** A count of things: {@code 1 partition}, {@code 12 partitions}. */
    public static String count(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** A speed: {@code 123.4 MB/s}, a MB being a million bytes. */
    public static String speed(long bytes, long elapsedNs) {
        double seconds = Math.max(elapsedNs, 1) / NS_PER_SECOND;
        return String.format(Locale.ROOT, "%.1f MB/s", bytes / MILLION / seconds);
    }

    /** A size in millions of bytes: {@code 123.4 MB}. */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MILLION);
    }

    /** A time span in seconds: {@code 1.5 s}. */
    public static String seconds(long elapsedNs) {
        return String.format(Locale.ROOT, "%.1f s", elapsedNs / NS_PER_SECOND);
    }

    /** A time span as it is typed: {@code 250ms}, {@code 30s}. */
    public static String duration(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    /** A time in UTC: {@code 2026-01-31T12:00:00.000Z}. */
    public static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }

    /** Text without anything a terminal would obey. */
    static String printable(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var shown = new StringBuilder();
        text.chars()
                .forEach(c -> shown.append(
                        Character.isISOControl(c) ? String.format("\\x%02x", c) : String.valueOf((char) c)));
        return shown.toString();
    }

    static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
