package io.takhin.cli.record.format;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.Window;

/** Reads a number in one of its forms. Used by one thread. */
final class NumberReader {

    private static final int DIGITS_MAX = 18;

    private long value;

    /** The number last read. */
    long value() {
        return value;
    }

    /** Reads a number; gives where it ends, or -1 if the window ends too early and more may come. */
    int read(Window window, NumberForm form, int at) {
        if (form.radix() == NumberForm.Radix.DECIMAL) {
            return decimal(window, at);
        }
        if (at + form.width() > window.limit()) {
            if (window.ended()) {
                throw new BadRecordException(window.limit(), "expected a number of " + form.width() + " bytes");
            }
            return -1;
        }
        value = switch (form.radix()) {
            case HEX -> hex(window, form.width(), at);
            case LITTLE -> little(window, form.width(), at);
            case BIG, DECIMAL -> big(window, form.width(), at);
        };
        return at + form.width();
    }

    private int decimal(Window window, int start) {
        var bytes = window.bytes();
        int at = start;
        boolean negative = at < window.limit() && bytes[at] == '-';
        at += negative ? 1 : 0;
        int first = at;
        long number = 0;
        while (at < window.limit() && bytes[at] >= '0' && bytes[at] <= '9' && at - first < DIGITS_MAX) {
            number = number * 10 + bytes[at] - '0';
            at++;
        }
        if (at == window.limit() && !window.ended()) {
            return -1;
        }
        if (at == first) {
            throw new BadRecordException(start, "expected a number");
        }
        value = negative ? -number : number;
        return at;
    }

    private static long hex(Window window, int width, int at) {
        long number = 0;
        for (int i = at; i < at + width; i++) {
            int digit = Character.digit(window.bytes()[i], 16);
            if (digit < 0) {
                throw new BadRecordException(at, "expected " + width + " hex digits");
            }
            number = number << 4 | digit;
        }
        return signed(number, width * 4);
    }

    private static long big(Window window, int width, int at) {
        long number = 0;
        for (int i = at; i < at + width; i++) {
            number = number << 8 | (window.bytes()[i] & 0xff);
        }
        return signed(number, width * 8);
    }

    private static long little(Window window, int width, int at) {
        long number = 0;
        for (int i = at + width - 1; i >= at; i--) {
            number = number << 8 | (window.bytes()[i] & 0xff);
        }
        return signed(number, width * 8);
    }

    /** The length of nothing is -1, so the highest bit is a sign. */
    private static long signed(long number, int bits) {
        return number << (64 - bits) >> (64 - bits);
    }
}
