package io.takhin.cli.record.json;

import io.takhin.cli.record.data.ByteSink;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.RecordWriter;
import io.takhin.cli.record.data.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes each record as a line of JSON from which {@link JsonlReader} makes the same record, byte by byte.
 *
 * <p>With the prefix {@code "--- "} the lines are a stream of YAML documents as well.
 */
public final class JsonlWriter implements RecordWriter {

    private static final byte[] TOPIC = ascii("{\"topic\":");
    private static final byte[] PARTITION = ascii(",\"partition\":");
    private static final byte[] OFFSET = ascii(",\"offset\":");
    private static final byte[] TIMESTAMP = ascii(",\"timestamp\":");
    private static final byte[] CREATED = ascii(",\"timestampType\":\"create\",\"key\":");
    private static final byte[] APPENDED = ascii(",\"timestampType\":\"append\",\"key\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] HEADERS = ascii(",\"headers\":[");
    private static final byte[] END = ascii("]}\n");
    private static final byte[] NULL = ascii("null");
    private static final byte[] UTF8 = ascii("{\"utf8\":");
    private static final byte[] B64 = ascii("{\"b64\":\"");
    private static final byte[] B64_END = ascii("\"}");

    private final byte[] prefix;

    /** Writes this before each record. */
    public JsonlWriter(String prefix) {
        this.prefix = ascii(prefix);
    }

    @Override
    public void write(PassingRecord record, ByteSink out) {
        out.put(prefix);
        out.put(TOPIC);
        JsonText.writeString(record.topic(), out);
        out.put(PARTITION);
        out.putDecimal(record.partition());
        out.put(OFFSET);
        out.putDecimal(record.offset());
        out.put(TIMESTAMP);
        out.putDecimal(record.timestampMs());
        out.put(record.stampedByLog() ? APPENDED : CREATED);
        writeBytes(record.key(), out);
        out.put(VALUE);
        writeBytes(record.value(), out);
        out.put(HEADERS);
        for (int i = 0; i < record.headerCount(); i++) {
            if (i > 0) {
                out.put(',');
            }
            out.put('[');
            JsonText.writeString(record.headerName(i), out);
            out.put(',');
            writeBytes(record.headerValue(i), out);
            out.put(']');
        }
        out.put(END);
    }

    private static void writeBytes(Slice slice, ByteSink out) {
        if (slice.isNull()) {
            out.put(NULL);
        } else if (JsonText.isUtf8(slice)) {
            out.put(UTF8);
            JsonText.writeString(slice, out);
            out.put('}');
        } else {
            out.put(B64);
            out.put(Base64.getEncoder().encode(slice.copy()));
            out.put(B64_END);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
