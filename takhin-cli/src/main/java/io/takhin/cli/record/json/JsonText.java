package io.takhin.cli.record.json;

import io.takhin.cli.record.data.ByteSink;
import io.takhin.cli.record.data.Slice;
import java.nio.charset.StandardCharsets;

/** Bytes as JSON strings. */
public final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int ESCAPE_BYTES_MAX = 6;

    private JsonText() {}

    /** Whether the bytes are UTF-8 that comes back the same: no overlong forms, no surrogates, nothing cut off. */
    public static boolean isUtf8(Slice slice) {
        var bytes = slice.array();
        int i = slice.offset();
        int end = i + slice.size();
        while (i < end) {
            if (bytes[i] >= 0) {
                i++;
            } else {
                int length = sequence(bytes, i, end);
                if (length == 0) {
                    return false;
                }
                i += length;
            }
        }
        return true;
    }

    /** Writes UTF-8 as a JSON string, with its quotes. */
    public static void writeString(Slice slice, ByteSink out) {
        var bytes = slice.array();
        int end = slice.offset() + slice.size();
        int at = out.reserve(slice.size() * ESCAPE_BYTES_MAX + 2);
        int start = at;
        var target = out.array();
        target[at++] = '"';
        for (int i = slice.offset(); i < end; i++) {
            byte b = bytes[i];
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                at = escape(b, target, at);
            } else {
                target[at++] = b;
            }
        }
        target[at++] = '"';
        out.advance(at - start);
    }

    private static int escape(byte b, byte[] target, int start) {
        int at = start;
        target[at++] = '\\';
        switch (b) {
            case '\n' -> target[at++] = 'n';
            case '\t' -> target[at++] = 't';
            case '\r' -> target[at++] = 'r';
            case '"', '\\' -> target[at++] = b;
            default -> {
                target[at++] = 'u';
                target[at++] = '0';
                target[at++] = '0';
                target[at++] = HEX[b >> 4 & 15];
                target[at++] = HEX[b & 15];
            }
        }
        return at;
    }

    /** The length of the sequence of two to four bytes that begins here, 0 if it is none (Unicode, table 3-7). */
    private static int sequence(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int length = first >= 0xc2 && first <= 0xdf
                ? 2
                : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int min = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int max = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < min || second > max) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
