package io.takhin.cli.record.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a number is written. */
public enum NumberForm {
    /** In decimal digits. */
    ASCII(0, Radix.DECIMAL),
    /** In hex digits, fixed width. */
    HEX64(16, Radix.HEX),
    /** In hex digits, fixed width. */
    HEX32(8, Radix.HEX),
    /** In hex digits, fixed width. */
    HEX16(4, Radix.HEX),
    /** In hex digits, fixed width. */
    HEX8(2, Radix.HEX),
    /** Binary, the highest byte first. */
    BIG64(8, Radix.BIG),
    /** Binary, the highest byte first. */
    BIG32(4, Radix.BIG),
    /** Binary, the highest byte first. */
    BIG16(2, Radix.BIG),
    /** Binary. */
    BIG8(1, Radix.BIG),
    /** Binary, the lowest byte first. */
    LITTLE64(8, Radix.LITTLE),
    /** Binary, the lowest byte first. */
    LITTLE32(4, Radix.LITTLE),
    /** Binary, the lowest byte first. */
    LITTLE16(2, Radix.LITTLE),
    /** Binary. */
    LITTLE8(1, Radix.LITTLE);

    /** What the bytes of a number are. */
    public enum Radix {
        /** Decimal digits. */
        DECIMAL,
        /** Hex digits. */
        HEX,
        /** Binary, the highest byte first. */
        BIG,
        /** Binary, the lowest byte first. */
        LITTLE
    }

    private final int width;
    private final Radix radix;

    NumberForm(int width, Radix radix) {
        this.width = width;
        this.radix = radix;
    }

    /** How many bytes it takes, 0 where that depends on the number. */
    public int width() {
        return width;
    }

    /** What its bytes are. */
    public Radix radix() {
        return radix;
    }

    /** The form of this name. */
    static Optional<NumberForm> named(String name) {
        return Arrays.stream(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
