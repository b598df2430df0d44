package io.takhin.cli.output;

import java.util.Locale;

/** Numbers in at most six characters, for tables that must fit a screen. */
public final class Brief {

    private static final String SI_UNITS = " kMGTPE";
    private static final int STEP = 1000;
    private static final int US_PER_MS = 1000;
    private static final int US_PER_SECOND = 1_000_000;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_HOUR = 60;
    private static final int HOURS_PER_DAY = 24;

    private Brief() {}

    /** A number with its thousands as letters: {@code 0}, {@code 950}, {@code 1.2k}, {@code 34.5M}. */
    public static String number(double value) {
        double shown = value;
        int unit = 0;
        while (shown >= STEP - 0.5 && unit < SI_UNITS.length() - 1) {
            shown /= STEP;
            unit++;
        }
        if (unit == 0) {
            return shown == 0 || shown >= 10 || shown == Math.rint(shown)
                    ? Long.toString(Math.round(shown))
                    : String.format(Locale.ROOT, "%.1f", shown);
        }
        var digits = String.format(Locale.ROOT, shown < 99.95 ? "%.1f" : "%.0f", shown);
        return digits + SI_UNITS.charAt(unit);
    }

    /** A whole number in the same way. */
    public static String number(long value) {
        return number((double) value);
    }

    /** A time: {@code 850us}, {@code 1.2ms}, {@code 34ms}, {@code 1.5s}. */
    public static String us(long us) {
        if (us < US_PER_MS) {
            return us + "us";
        }
        double value = us < US_PER_SECOND ? (double) us / US_PER_MS : (double) us / US_PER_SECOND;
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value) + (us < US_PER_SECOND ? "ms" : "s");
    }

    /** How long something runs: {@code 45s}, {@code 12m}, {@code 3h}, {@code 9d}. */
    public static String span(long ms) {
        long seconds = ms / US_PER_MS;
        long minutes = seconds / SECONDS_PER_MINUTE;
        long hours = minutes / MINUTES_PER_HOUR;
        if (minutes == 0) {
            return seconds + "s";
        }
        return hours == 0 ? minutes + "m" : hours < 2 * HOURS_PER_DAY ? hours + "h" : hours / HOURS_PER_DAY + "d";
    }

    /** A part of a whole: {@code 7%}; a dash when there is no whole. */
    public static String percent(long part, long whole) {
        return whole <= 0 ? "-" : Math.round((double) part * 100 / whole) + "%";
    }
}
