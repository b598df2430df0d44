package io.takhin.cli.record.json;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.ByteSink;
import io.takhin.cli.record.data.Slice;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON from a part of an array, value by value. Strings without escapes are slices of the array itself. Used by
 * one thread.
 */
public final class JsonCursor {

    /** The input ends within a value; more of it may help. */
    public static final class CutOffException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CutOffException() {
            super("the input ends within a JSON value", null, false, false);
        }
    }

    private static final int DEPTH_MAX = 64;

    private byte[] bytes = {};
    private int at;
    private int limit;

    /** Starts at a place. */
    public void reset(byte[] newBytes, int start, int newLimit) {
        bytes = newBytes;
        at = start;
        limit = newLimit;
    }

    /** Where it stands. */
    public int at() {
        return at;
    }

    /** Passes over blanks. */
    public void skipBlanks() {
        while (at < limit && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    /** The next byte that is no blank, which stays. */
    public byte peek() {
        skipBlanks();
        if (at == limit) {
            throw new CutOffException();
        }
        return bytes[at];
    }

    /** Takes a character if it is the next. */
    public boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** Takes a character that must be the next. */
    public void expect(char wanted) {
        if (!take(wanted)) {
            throw new BadRecordException(at, "expected '" + wanted + "'");
        }
    }

    /** Takes {@code null} if it is the next. */
    public boolean takeNull() {
        if (peek() != 'n') {
            return false;
        }
        word("null");
        return true;
    }

    /** Reads a whole number. */
    public long number() {
        boolean negative = take('-');
        int start = at;
        long number = 0;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            int digit = bytes[at] - '0';
            if (number > (Long.MAX_VALUE - digit) / 10) {
                throw new BadRecordException(start, "the number is too large");
            }
            number = number * 10 + digit;
            at++;
        }
        if (at == start) {
            throw new BadRecordException(at, "expected a whole number");
        }
        return negative ? -number : number;
    }

    /** Reads a string. */
    public void string(Slice into) {
        expect('"');
        int start = at;
        boolean escaped = false;
        while (true) {
            if (at >= limit) {
                throw new CutOffException();
            }
            byte b = bytes[at];
            if (b == '"') {
                break;
            }
            if (b >= 0 && b < ' ') {
                throw new BadRecordException(at, "a control character in a string; write it as \\u00XX");
            }
            escaped |= b == '\\';
            at += b == '\\' ? 2 : 1;
        }
        into.set(bytes, start, at - start);
        at++;
        if (!JsonText.isUtf8(into)) {
            throw new BadRecordException(start, "a string that is not UTF-8");
        }
        if (escaped) {
            into.set(unescaped(start, at - 1));
        }
    }

    /** Passes over any value. */
    public void skipValue() {
        skipValue(0);
    }

    private void skipValue(int depth) {
        if (depth > DEPTH_MAX) {
            throw new BadRecordException(at, "JSON nested deeper than " + DEPTH_MAX);
        }
        switch (peek()) {
            case '"' -> string(new Slice());
            case '{' -> {
                at++;
                for (boolean more = !take('}'); more; more = !closes('}')) {
                    peek();
                    string(new Slice());
                    expect(':');
                    skipValue(depth + 1);
                }
            }
            case '[' -> {
                at++;
                for (boolean more = !take(']'); more; more = !closes(']')) {
                    skipValue(depth + 1);
                }
            }
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> skipNumber();
        }
    }

    /** Behind a member or element: takes the end, or the comma before the next. */
    public boolean closes(char end) {
        if (take(end)) {
            return true;
        }
        expect(',');
        return false;
    }

    private void skipNumber() {
        int start = at;
        while (at < limit && "+-.0123456789Ee".indexOf(bytes[at]) >= 0) {
            at++;
        }
        try {
            if (at > start) {
                Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
                return;
            }
        } catch (NumberFormatException e) {
            throw new BadRecordException(start, "expected a JSON value");
        }
        throw new BadRecordException(start, "expected a JSON value");
    }

    private void word(String word) {
        int start = at;
        for (int i = 0; i < word.length(); i++) {
            if (at == limit) {
                throw new CutOffException();
            }
            if (bytes[at] != word.charAt(i)) {
                throw new BadRecordException(start, "expected a JSON value");
            }
            at++;
        }
    }

    private byte[] unescaped(int start, int end) {
        var out = new ByteSink(end - start);
        int i = start;
        while (i < end) {
            if (bytes[i] != '\\') {
                out.put(bytes[i++]);
                continue;
            }
            byte escape = bytes[i + 1];
            if (escape != 'u') {
                out.put(plain(escape, i));
                i += 2;
                continue;
            }
            int unit = unit(i, end);
            int used = 6;
            if (Character.isSurrogate((char) unit)) {
                int low = i + used < end && bytes[i + used] == '\\' ? unit(i + used, end) : 0;
                if (!Character.isSurrogatePair((char) unit, (char) low)) {
                    throw new BadRecordException(i, "half a surrogate pair");
                }
                unit = Character.toCodePoint((char) unit, (char) low);
                used += 6;
            }
            out.putText(Character.toString(unit));
            i += used;
        }
        return out.toByteArray();
    }

    private static char plain(byte escape, int position) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> (char) escape;
            default -> throw new BadRecordException(position, "unknown escape in a string");
        };
    }

    /** The UTF-16 unit of a {@code \}{@code uXXXX}. */
    private int unit(int start, int end) {
        int unit = 0;
        for (int i = start + 2; i < start + 6; i++) {
            int digit = i < end && bytes[start + 1] == 'u' ? Character.digit(bytes[i], 16) : -1;
            if (digit < 0) {
                throw new BadRecordException(start, "\\u takes four hex digits");
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
