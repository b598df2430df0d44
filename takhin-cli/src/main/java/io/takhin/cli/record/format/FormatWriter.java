package io.takhin.cli.record.format;

import io.takhin.cli.record.data.ByteSink;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.RecordWriter;
import io.takhin.cli.record.data.Slice;
import io.takhin.cli.record.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Writes records in a format. Used by one thread. */
public final class FormatWriter implements RecordWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final Part[] parts;
    private final PassingRecord header = new PassingRecord();

    /** Writes in this format. */
    public FormatWriter(Format format) {
        this.parts = format.parts().toArray(Part[]::new);
    }

    @Override
    public void write(PassingRecord record, ByteSink out) {
        for (var part : parts) {
            switch (part) {
                case Part.Literal(var bytes) -> out.put(bytes);
                case Part.Bytes(var content, var encoding) -> write(slice(record, content), encoding, out);
                case Part.Numeral(var quantity, var form) -> write(number(record, quantity), form, out);
                case Part.Headers(var each) -> {
                    if (each.isPresent()) {
                        writeHeaders(record, each.get(), out);
                    } else {
                        writeHeaders(record, out);
                    }
                }
            }
        }
    }

    static Slice slice(PassingRecord record, Part.Content content) {
        return switch (content) {
            case TOPIC -> record.topic();
            case KEY -> record.key();
            case VALUE -> record.value();
        };
    }

    private static long number(PassingRecord record, Part.Quantity quantity) {
        return switch (quantity) {
            case PARTITION -> record.partition();
            case OFFSET -> record.offset();
            case TIMESTAMP -> record.timestampMs();
            case TOPIC_LENGTH -> record.topic().length();
            case KEY_LENGTH -> record.key().length();
            case VALUE_LENGTH -> record.value().length();
            case HEADER_COUNT -> record.headerCount();
        };
    }

    private void writeHeaders(PassingRecord record, Format each, ByteSink out) {
        var writer = new FormatWriter(each);
        for (int i = 0; i < record.headerCount(); i++) {
            header.key().set(record.headerName(i));
            header.value().set(record.headerValue(i));
            writer.write(header, out);
        }
    }

    private static void writeHeaders(PassingRecord record, ByteSink out) {
        for (int i = 0; i < record.headerCount(); i++) {
            if (i > 0) {
                out.put(',');
            }
            out.put(record.headerName(i));
            out.put('=');
            out.put(record.headerValue(i));
        }
    }

    private static void write(Slice slice, Part.Encoding encoding, ByteSink out) {
        switch (encoding) {
            case RAW -> out.put(slice);
            case HEX -> {
                for (int i = 0; i < slice.size(); i++) {
                    int b = slice.array()[slice.offset() + i];
                    out.put(HEX[b >> 4 & 15]);
                    out.put(HEX[b & 15]);
                }
            }
            case BASE64 -> out.put(Base64.getEncoder().encode(slice.copy()));
            case JSON -> {
                if (slice.isNull()) {
                    out.put(NULL);
                } else if (JsonText.isUtf8(slice)) {
                    JsonText.writeString(slice, out);
                } else {
                    var replaced = new Slice();
                    replaced.set(slice.text().getBytes(StandardCharsets.UTF_8));
                    JsonText.writeString(replaced, out);
                }
            }
        }
    }

    private static void write(long number, NumberForm form, ByteSink out) {
        switch (form.radix()) {
            case DECIMAL -> out.putDecimal(number);
            case HEX -> {
                var digits = String.format(Locale.ROOT, "%016x", number);
                out.putText(digits.substring(digits.length() - form.width()));
            }
            case BIG -> {
                for (int i = form.width() - 1; i >= 0; i--) {
                    out.put((int) (number >> (8 * i)));
                }
            }
            case LITTLE -> {
                for (int i = 0; i < form.width(); i++) {
                    out.put((int) (number >> (8 * i)));
                }
            }
        }
    }
}
