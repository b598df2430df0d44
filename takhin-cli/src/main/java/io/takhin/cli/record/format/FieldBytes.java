package io.takhin.cli.record.format;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.Slice;
import io.takhin.cli.record.data.Window;
import java.util.Base64;
import java.util.HexFormat;

/** The bytes of a field whose place is known. */
final class FieldBytes {

    private FieldBytes() {}

    /** How many bytes of input a field of this length takes. */
    static long sizeInInput(Part.Encoding encoding, long length) {
        return switch (encoding) {
            case RAW, JSON -> length;
            case HEX -> length * 2;
            case BASE64 -> (length + 2) / 3 * 4;
        };
    }

    /** Takes a field from the window; without a copy where it is not encoded. */
    static void read(Window window, Part.Encoding encoding, int start, int end, Slice into) {
        into.set(window.bytes(), start, end - start);
        try {
            switch (encoding) {
                case RAW, JSON -> {}
                case HEX -> into.set(HexFormat.of().parseHex(into.text()));
                case BASE64 -> into.set(Base64.getDecoder().decode(into.copy()));
            }
        } catch (IllegalArgumentException e) {
            throw new BadRecordException(
                    start, "expected " + (encoding == Part.Encoding.HEX ? "hex digits" : "base64"));
        }
    }

    /** Takes headers, NAME=VALUE with commas between. */
    static void readHeaders(Window window, int start, int end, HeaderSink sink) {
        var bytes = window.bytes();
        int at = start;
        while (at < end) {
            int comma = at;
            int equals = -1;
            while (comma < end && bytes[comma] != ',') {
                equals = equals < 0 && bytes[comma] == '=' ? comma : equals;
                comma++;
            }
            if (equals < 0) {
                throw new BadRecordException(at, "expected a header, NAME=VALUE");
            }
            sink.add(at, equals, comma);
            at = comma + 1;
        }
    }

    /** Takes a header by its places in the window. */
    interface HeaderSink {
        void add(int nameStart, int equals, int valueEnd);
    }
}
