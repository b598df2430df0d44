package io.takhin.common.config;

import java.util.Locale;

/**
 * A number of bytes, written with its unit: {@code 64MiB}.
 *
 * @param bytes 0 or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int UNIT_BITS = 10;

    /** Refuses a negative number. */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /**
     * Reads a whole number with a unit.
     *
     * @throws IllegalArgumentException if it has none, or is too large
     */
    public static DataSize parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        var unit = text.substring(digits).trim();
        for (int i = 0; i < UNITS.length; i++) {
            if (digits > 0 && digits < 15 && UNITS[i].toLowerCase(Locale.ROOT).equals(unit.toLowerCase(Locale.ROOT))) {
                return new DataSize(
                        Math.multiplyExact(Long.parseLong(text.substring(0, digits)), 1L << (UNIT_BITS * i)));
            }
        }
        throw new IllegalArgumentException("is no size: write a whole number and B, KiB, MiB, GiB or TiB");
    }

    /** The same as an int, at most {@link Integer#MAX_VALUE}. */
    public int bytesInt() {
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        int unit = 0;
        long count = bytes;
        while (count != 0 && unit < UNITS.length - 1 && (count & ((1 << UNIT_BITS) - 1)) == 0) {
            count >>= UNIT_BITS;
            unit++;
        }
        return count + UNITS[unit];
    }
}
