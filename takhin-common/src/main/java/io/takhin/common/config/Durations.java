package io.takhin.common.config;

import java.time.Duration;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}. */
public final class Durations {

    private static final String[] UNITS = {"ms", "s", "m", "h", "d"};
    private static final long[] UNIT_MS = {1, 1000, 60_000, 3_600_000, 86_400_000};

    private Durations() {}

    /**
     * Reads a whole number with a unit.
     *
     * @throws IllegalArgumentException if it has none, or is too large
     */
    public static Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        var unit = text.substring(digits).trim();
        for (int i = 0; i < UNITS.length; i++) {
            if (digits > 0 && digits < 10 && UNITS[i].equals(unit)) {
                return Duration.ofMillis(Long.parseLong(text.substring(0, digits)) * UNIT_MS[i]);
            }
        }
        throw new IllegalArgumentException("is no duration: write a whole number and ms, s, m, h or d");
    }

    /** The shortest text that reads back the same; parts of a millisecond are dropped. */
    public static String format(Duration duration) {
        long ms = duration.toMillis();
        int unit = UNITS.length - 1;
        while (unit > 0 && (ms == 0 || ms % UNIT_MS[unit] != 0)) {
            unit--;
        }
        return ms / UNIT_MS[unit] + UNITS[unit];
    }
}
