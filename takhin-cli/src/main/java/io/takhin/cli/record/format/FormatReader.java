package io.takhin.cli.record.format;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.RecordReader;
import io.takhin.cli.record.data.Slice;
import io.takhin.cli.record.data.Window;
import io.takhin.cli.record.format.Part.Quantity;
import io.takhin.cli.record.json.JsonCursor;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in a format. A field ends where the literal behind it begins; if the literal that ends every record
 * comes first, the record is a bad one, so that one bad line never swallows the next. Used by one thread.
 */
public final class FormatReader implements RecordReader {

    private static final int HEADERS_MAX = 100_000;
    private static final int LENGTH_MAX = 1 << 30;

    /** Leaves {@link #read}, to be called again with more; never seen by anyone else. */
    private static final class MoreNeededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MoreNeededException() {
            super("more is needed", null, false, false);
        }
    }

    private final Part[] parts;
    private final Optional<byte[]> terminator;
    private final NumberReader numbers = new NumberReader();
    private final JsonCursor json = new JsonCursor();
    private final PassingRecord header = new PassingRecord();
    private final Lengths lengths = new Lengths();
    private final boolean lines;

    /** Reads this format, which must be one that can be read. */
    public FormatReader(Format format) {
        this.parts = format.parts().toArray(Part[]::new);
        this.terminator =
                parts[parts.length - 1] instanceof Part.Literal(var bytes) ? Optional.of(bytes) : Optional.empty();
        this.lines = parts.length == 2
                && parts[0] instanceof Part.Bytes(var content, var encoding)
                && content == Part.Content.VALUE
                && encoding == Part.Encoding.RAW
                && terminator.isPresent();
    }

    @Override
    public Optional<byte[]> terminator() {
        return terminator;
    }

    @Override
    public boolean read(Window window, PassingRecord record) {
        if (lines) {
            return readLine(window, record);
        }
        lengths.clear();
        try {
            window.position(read(window, parts, true, window.position(), record));
            return true;
        } catch (MoreNeededException e) {
            return false;
        }
    }

    /** What most inputs are: a value up to a separator. */
    private boolean readLine(Window window, PassingRecord record) {
        var end = terminator.orElseThrow();
        int start = window.position();
        int found = end.length == 1 ? indexOf(end[0], window, start) : window.indexOf(end, start);
        if (found < 0 && !window.ended()) {
            return false;
        }
        int valueEnd = found < 0 ? window.limit() : found;
        record.value().set(window.bytes(), start, valueEnd - start);
        window.position(found < 0 ? valueEnd : valueEnd + end.length);
        return true;
    }

    private static int indexOf(byte wanted, Window window, int from) {
        var bytes = window.bytes();
        int limit = window.limit();
        for (int i = from; i < limit; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private int read(Window window, Part[] these, boolean outermost, int start, PassingRecord record) {
        int at = start;
        for (int i = 0; i < these.length; i++) {
            var next = i + 1 < these.length && these[i + 1] instanceof Part.Literal(var bytes) ? bytes : null;
            boolean last = outermost && i == these.length - 1;
            at = switch (these[i]) {
                case Part.Literal(var bytes) -> literal(window, bytes, at, last);
                case Part.Numeral(var quantity, var form) -> number(window, quantity, form, at, record);
                case Part.Bytes(var content, var encoding) ->
                    bytes(window, FormatWriter.slice(record, content), encoding, lengths.of(content), next, at);
                case Part.Headers(var each) ->
                    each.isPresent() ? headers(window, each.get(), at, record) : headers(window, next, at, record);
            };
        }
        return at;
    }

    private static int literal(Window window, byte[] literal, int at, boolean last) {
        if (window.matches(literal, at)) {
            return at + literal.length;
        }
        int left = Math.min(literal.length, window.limit() - at);
        boolean begun = Arrays.equals(window.bytes(), at, at + left, literal, 0, left);
        if (begun && left < literal.length) {
            if (!window.ended()) {
                throw new MoreNeededException();
            }
            if (last && left == 0) {
                return at; // the last record may lack its end, as the last line of a file does
            }
        }
        throw new BadRecordException(at, "expected " + Literals.quoted(literal));
    }

    private int number(Window window, Quantity quantity, NumberForm form, int at, PassingRecord record) {
        int end = numbers.read(window, form, at);
        if (end < 0) {
            throw new MoreNeededException();
        }
        long number = numbers.value();
        switch (quantity) {
            case PARTITION -> record.partition((int) ranged(number, 0, Integer.MAX_VALUE, "a partition", at));
            case OFFSET -> record.offset(number);
            case TIMESTAMP -> record.timestampMs(number);
            case TOPIC_LENGTH -> lengths.topic(ranged(number, -1, LENGTH_MAX, "a length", at));
            case KEY_LENGTH -> lengths.key(ranged(number, -1, LENGTH_MAX, "a length", at));
            case VALUE_LENGTH -> lengths.value(ranged(number, -1, LENGTH_MAX, "a length", at));
            case HEADER_COUNT -> lengths.headers(ranged(number, 0, HEADERS_MAX, "a number of headers", at));
        }
        return end;
    }

    private static long ranged(long number, long min, long max, String what, int at) {
        if (number < min || number > max) {
            throw new BadRecordException(at, "expected " + what + ", found " + number);
        }
        return number;
    }

    private int bytes(
            Window window, Slice into, Part.Encoding encoding, long length, byte @Nullable [] delimiter, int at) {
        if (encoding == Part.Encoding.JSON) {
            return json(window, into, at);
        }
        if (length == -1) {
            into.setNull();
            return at;
        }
        int end = length == Lengths.UNKNOWN
                ? end(window, delimiter, at)
                : end(window, FieldBytes.sizeInInput(encoding, length), at);
        FieldBytes.read(window, encoding, at, end, into);
        return end;
    }

    private static int end(Window window, long size, int at) {
        if (at + size > window.limit()) {
            if (!window.ended()) {
                throw new MoreNeededException();
            }
            throw new BadRecordException(window.limit(), "expected " + (at + size - window.limit()) + " more bytes");
        }
        return at + (int) size;
    }

    /** Where a field ends that has no length. */
    private int end(Window window, byte @Nullable [] delimiter, int at) {
        if (delimiter == null) {
            if (!window.ended()) {
                throw new MoreNeededException();
            }
            return window.limit();
        }
        int found = window.indexOf(delimiter, at);
        boolean isTerminator = terminator.isPresent() && Arrays.equals(terminator.get(), delimiter);
        if (terminator.isPresent() && !isTerminator) {
            int recordEnd = window.indexOf(terminator.get(), at);
            if (recordEnd >= 0 && (found < 0 || recordEnd < found)) {
                throw new BadRecordException(recordEnd, "expected " + Literals.quoted(delimiter));
            }
        }
        if (found >= 0) {
            return found;
        }
        if (!window.ended()) {
            throw new MoreNeededException();
        }
        if (isTerminator) {
            return window.limit();
        }
        throw new BadRecordException(window.limit(), "expected " + Literals.quoted(delimiter));
    }

    /** A JSON string gives its content, null nothing, and any other value its own text. */
    private int json(Window window, Slice into, int at) {
        json.reset(window.bytes(), at, window.limit());
        try {
            byte first = json.peek();
            int start = json.at();
            if (first == '"') {
                json.string(into);
                return json.at();
            }
            json.skipValue();
            if (json.at() == window.limit() && !window.ended() && first != '{' && first != '[') {
                throw new MoreNeededException(); // a number may go on
            }
            if (first == 'n') {
                into.setNull();
            } else {
                into.set(window.bytes(), start, json.at() - start);
            }
            return json.at();
        } catch (JsonCursor.CutOffException e) {
            if (!window.ended()) {
                throw new MoreNeededException();
            }
            throw new BadRecordException(window.limit(), "expected the rest of a JSON value");
        }
    }

    private int headers(Window window, Format each, int start, PassingRecord record) {
        int at = start;
        var these = each.parts().toArray(Part[]::new);
        long count = lengths.headers();
        long keyLength = lengths.of(Part.Content.KEY);
        long valueLength = lengths.of(Part.Content.VALUE);
        for (long i = 0; i < count; i++) {
            lengths.clearPair();
            header.clear();
            at = read(window, these, false, at, header);
            int place = record.addHeader();
            record.headerName(place).set(header.key());
            record.headerValue(place).set(header.value());
        }
        lengths.key(keyLength);
        lengths.value(valueLength);
        return at;
    }

    private int headers(Window window, byte @Nullable [] delimiter, int start, PassingRecord record) {
        int end = end(window, delimiter, start);
        FieldBytes.readHeaders(window, start, end, (name, equals, valueEnd) -> {
            int place = record.addHeader();
            record.headerName(place).set(window.bytes(), name, equals - name);
            record.headerValue(place).set(window.bytes(), equals + 1, valueEnd - equals - 1);
        });
        return end;
    }
}
