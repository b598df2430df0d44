package io.takhin.cli.record.json;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.RecordReader;
import io.takhin.cli.record.data.Slice;
import io.takhin.cli.record.data.Window;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads records from lines of JSON, as {@link JsonlWriter} writes them. A member it does not know is refused, so that a
 * misspelt one is not lost; the offset and who set the time are read and not used.
 */
public final class JsonlReader implements RecordReader {

    private static final byte[] LINE_END = {'\n'};
    private static final int HEADERS_MAX = 100_000;

    private final JsonCursor json = new JsonCursor();
    private final Slice name = new Slice();

    @Override
    public Optional<byte[]> terminator() {
        return Optional.of(LINE_END);
    }

    @Override
    public boolean read(Window window, PassingRecord record) {
        int end = window.indexOf(LINE_END, window.position());
        if (end < 0 && !window.ended()) {
            return false;
        }
        int lineEnd = end < 0 ? window.limit() : end;
        json.reset(window.bytes(), window.position(), lineEnd);
        try {
            readRecord(record);
            json.skipBlanks();
        } catch (JsonCursor.CutOffException e) {
            throw new BadRecordException(lineEnd, "the line ends within the record");
        }
        if (json.at() < lineEnd) {
            throw new BadRecordException(json.at(), "expected the end of the line");
        }
        window.position(end < 0 ? lineEnd : lineEnd + 1);
        return true;
    }

    private void readRecord(PassingRecord record) {
        int start = json.at();
        boolean valued = false;
        json.expect('{');
        for (boolean more = !json.take('}'); more; more = !json.closes('}')) {
            json.skipBlanks();
            int at = json.at();
            json.string(name);
            json.expect(':');
            if (is("value")) {
                valued = true;
                readBytes(record.value());
            } else {
                readOther(record, at);
            }
        }
        if (!valued) {
            throw new BadRecordException(start, "a record without \"value\"; write null for none");
        }
    }

    private void readOther(PassingRecord record, int at) {
        if (is("key")) {
            readBytes(record.key());
        } else if (is("headers")) {
            readHeaders(record);
        } else if (is("timestamp")) {
            record.timestampMs(json.number());
        } else if (is("partition")) {
            long partition = json.number();
            if (partition < 0 || partition > Integer.MAX_VALUE) {
                throw new BadRecordException(at, "a partition that is none");
            }
            record.partition((int) partition);
        } else if (is("topic")) {
            json.string(record.topic());
        } else if (is("offset")) {
            record.offset(json.number());
        } else if (is("timestampType") || is("schemaVersion")) {
            json.skipValue();
        } else {
            throw new BadRecordException(at, "unknown member \"" + name.text() + "\"");
        }
    }

    private void readHeaders(PassingRecord record) {
        record.clearHeaders();
        json.expect('[');
        for (boolean more = !json.take(']'); more; more = !json.closes(']')) {
            if (record.headerCount() == HEADERS_MAX) {
                throw new BadRecordException(json.at(), "more than " + HEADERS_MAX + " headers");
            }
            int header = record.addHeader();
            json.expect('[');
            json.skipBlanks();
            json.string(record.headerName(header));
            json.expect(',');
            readBytes(record.headerValue(header));
            json.expect(']');
        }
    }

    private void readBytes(Slice into) {
        if (json.takeNull()) {
            into.setNull();
            return;
        }
        int at = json.at();
        if (!json.take('{')) {
            throw new BadRecordException(at, "expected {\"utf8\":...}, {\"b64\":...} or null");
        }
        json.skipBlanks();
        json.string(name);
        boolean base64 = is("b64");
        if (!base64 && !is("utf8")) {
            throw new BadRecordException(at, "expected {\"utf8\":...}, {\"b64\":...} or null");
        }
        json.expect(':');
        json.skipBlanks();
        int textAt = json.at();
        json.string(into);
        if (base64) {
            into.set(decoded(into, textAt));
        }
        json.expect('}');
    }

    private static byte[] decoded(Slice text, int at) {
        try {
            return Base64.getDecoder().decode(text.copy());
        } catch (IllegalArgumentException e) {
            throw new BadRecordException(at, "no base64: " + e.getMessage());
        }
    }

    private boolean is(String member) {
        if (name.length() != member.length()) {
            return false;
        }
        for (int i = 0; i < member.length(); i++) {
            if (name.array()[name.offset() + i] != member.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
