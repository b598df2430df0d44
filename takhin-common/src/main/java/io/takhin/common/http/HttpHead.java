package io.takhin.common.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first line and the fields of a request or a response. What proxies and servers are known to read differently is
 * refused: folded lines, blanks before the colon, two lengths (RFC 9112 §11.2).
 *
 * @param first the request or status line
 * @param fields the fields in the order sent
 */
public record HttpHead(String first, List<Field> fields) {

    /** How large a head may be, in bytes. */
    public static final int BYTES_MAX = 32 << 10;

    /** How many fields it may have. */
    public static final int FIELDS_MAX = 100;

    /**
     * One field.
     *
     * @param name its name, as sent
     * @param value its value, without blanks around it
     */
    public record Field(String name, String value) {}

    /**
     * Reads a head up to the empty line behind it; nothing where the stream ends before its first byte.
     *
     * @throws HttpFormatException if it is malformed or too large
     * @throws EOFException if the stream ends within it
     */
    public static Optional<HttpHead> read(InputStream in) throws IOException {
        var line = new LineReader(in);
        var first = line.next();
        if (first == null) {
            return Optional.empty();
        }
        var fields = new ArrayList<Field>();
        while (true) {
            var text = line.next();
            if (text == null) {
                throw new EOFException("the stream ends within a head");
            }
            if (text.isEmpty()) {
                return Optional.of(new HttpHead(first, List.copyOf(fields)));
            }
            if (fields.size() == FIELDS_MAX) {
                throw new HttpFormatException(431, "more than " + FIELDS_MAX + " header fields");
            }
            fields.add(parse(text));
        }
    }

    private static Field parse(String text) throws HttpFormatException {
        int colon = text.indexOf(':');
        if (colon <= 0 || text.charAt(0) <= ' ' || text.charAt(colon - 1) <= ' ') {
            throw new HttpFormatException(400, "malformed header field");
        }
        return new Field(text.substring(0, colon), text.substring(colon + 1).trim());
    }

    /** The value of a field, the first if it was sent more than once; names match in any case. */
    public Optional<String> field(String name) {
        for (var field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /**
     * The body behind this head, which ends where the head says.
     *
     * @param toEnd whether a body without a length goes up to the end of the stream, as a response's does, or is empty,
     *     as a request's is
     */
    public InputStream body(InputStream in, boolean toEnd) throws HttpFormatException {
        int lengths = 0;
        for (var field : fields) {
            if (field.name().equalsIgnoreCase("Content-Length") || field.name().equalsIgnoreCase("Transfer-Encoding")) {
                lengths++;
            }
        }
        if (lengths > 1) {
            throw new HttpFormatException(400, "more than one body length");
        }
        var encoding = field("Transfer-Encoding");
        if (encoding.isPresent()) {
            if (!encoding.get().equalsIgnoreCase("chunked")) {
                throw new HttpFormatException(501, "Transfer-Encoding is not chunked");
            }
            return new ChunkedInput(in);
        }
        var length = field("Content-Length");
        return length.isEmpty() && toEnd ? in : new FixedInput(in, length.isEmpty() ? 0 : number(length.get()));
    }

    private static long number(String text) throws HttpFormatException {
        long number = 0;
        if (text.isEmpty() || text.length() > 18) {
            throw new HttpFormatException(400, "malformed Content-Length");
        }
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new HttpFormatException(400, "malformed Content-Length");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Lines that end with CR LF, or LF alone as RFC 9112 §2.2 lets a reader accept. */
    private static final class LineReader {

        private final InputStream in;
        private int bytes;

        LineReader(InputStream in) {
            this.in = in;
        }

        @Nullable
        String next() throws IOException {
            var line = new byte[256];
            int length = 0;
            while (true) {
                int b = in.read();
                if (b < 0) {
                    if (bytes == 0) {
                        return null;
                    }
                    throw new EOFException("the stream ends within a head");
                }
                if (++bytes > BYTES_MAX) {
                    throw new HttpFormatException(431, "the head is larger than " + BYTES_MAX + " bytes");
                }
                if (b == '\n') {
                    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
                }
                if (b == 0) {
                    throw new HttpFormatException(400, "a zero byte in the head");
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, length * 2);
                }
                line[length++] = (byte) b;
            }
        }
    }
}
