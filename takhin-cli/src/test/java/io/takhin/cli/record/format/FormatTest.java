package io.takhin.cli.record.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.ByteSink;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.Slice;
import io.takhin.cli.record.data.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%v|value",
                "%k=%v\\n|key=value\\n",
                "%t/%p/%o@%d|topic/3/42@1700000000000",
                "%K{big32}%k|\\0\\0\\0\\x03key",
                "%V{little16}%v|\\x05\\0value",
                "%V{hex16} %v{hex}|0005 76616c7565",
                "%v{base64}|dmFsdWU=",
                "%v{json}|\"value\"",
                "%h|a=1,b=2",
                "%H%h{ %k:%v}|2 a:1 b:2",
                "100%%\\t\\x41|100%\\tA",
            })
    void writesARecord(String format, String expected) {
        // Given
        var record = new PassingRecord();
        record.topic().set(bytes("topic"));
        record.key().set(bytes("key"));
        record.value().set(bytes("value"));
        record.partition(3);
        record.offset(42);
        record.timestampMs(1_700_000_000_000L);
        addHeader(record, "a", bytes("1"));
        addHeader(record, "b", bytes("2"));
        var sink = new ByteSink(16);

        // When
        new FormatWriter(new FormatParser(format, false).parse()).write(record, sink);

        // Then
        var literal = (Part.Literal) new FormatParser(expected.replace("%", "%%"), false)
                .parse()
                .parts()
                .getFirst();
        assertArrayEquals(literal.bytes(), sink.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%v\\n",
                "%k\\t%v\\n",
                "%K{big32}%k%V{big32}%v",
                "%K %k%V %v;",
                "%d|%K{little32}%V{hex32}%k{hex}%v{base64}\\n",
                "%p %d %k{hex} %v{base64}\\n",
                "%T{big8}%t%K{big16}%k%V{big32}%v%H{big16}%h{%K{big16}%k%V{big32}%v}",
                "%k{hex}: %v{hex}\\r\\n",
                "%v{json}%k{json}\\n",
            })
    void readsWhatItWrote(String text) throws IOException {
        // Given
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var format = Format.parse(text);
        boolean sized = text.contains("%V") || text.contains("{hex}") || text.contains("{base64}");
        var writer = new FormatWriter(format);
        var reader = new FormatReader(format);
        for (int i = 0; i < 300; i++) {
            var record = random(random, sized, text);
            var sink = new ByteSink(16);
            writer.write(record, sink);
            writer.write(record, sink);
            var bytes = sink.toByteArray();

            // When
            var window = new Window(trickling(bytes, random), 1 << 24);
            var first = next(window, reader);
            var second = next(window, reader);

            // Then
            for (var read : new PassingRecord[] {first, second}) {
                assertSame(record.value(), read.value(), text.contains("%v"), seed);
                assertSame(record.key(), read.key(), text.contains("%k"), seed);
                if (text.contains("%h")) {
                    assertEquals(record.headerCount(), read.headerCount(), "seed " + seed);
                    for (int h = 0; h < record.headerCount(); h++) {
                        assertSame(record.headerName(h), read.headerName(h), true, seed);
                        assertSame(record.headerValue(h), read.headerValue(h), true, seed);
                    }
                }
            }
            assertEquals(window.limit(), window.position(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%k%v|%k has no end: put a separator behind it, or its length (%K) before it",
                "%p%v\\n|%p has no end: put a separator that is no digit behind it",
                "%d0%v\\n|%d has no end: put a separator that is no digit behind it",
                "%h{%k%v}|%h{...} needs the number of headers (%H) before it",
                "%h%v\\n|%h has no end: put a separator behind it",
                "%H %h{%k=%v}\\n|%v has no end: put a separator behind it, or its length (%V) before it",
            })
    void saysWhyAFormatCannotBeRead(String format, String problem) {
        assertEquals(problem, Format.parse(format).problemForReading().orElse("none"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%|character 1 of the format: % at the end; write %% for the character itself",
                "a%x|character 2 of the format: there is no field \"%x\"; there are %t %k %v %h %p %o %d, and the"
                        + " lengths %T %K %V %H",
                "%v{rot13}|character 1 of the format: \"%v\" takes {hex}, {base64} or {json}, not {rot13}",
                "%v{hex|character 1 of the format: the brace is not closed",
                "%v\\q|character 3 of the format: unknown escape; there are \\n \\t \\r \\0 \\\\ and \\xNN",
                "%v\\xZ1|character 3 of the format: \\x takes two hex digits",
                "abc|the format names no field; %v is the value, %k the key",
            })
    void saysWhereAFormatIsWrong(String format, String problem) {
        var e = assertThrows(IllegalArgumentException.class, () -> Format.parse(format));
        assertEquals(problem, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%k\\t%v\\n|no tab here!|12|expected \"\\t\"",
                "%p %v\\n|x y|0|expected a number",
                "%p %v\\n|-1 y|0|expected a partition, found -1",
                "%v{hex}\\n|zz|0|expected hex digits",
                "%V %v;|10 short|8|expected 5 more bytes",
                "<%v>\\n|[x]|0|expected \"<\"",
                "%v{json}\\n|{\"a\":|5|expected the rest of a JSON value",
            })
    void saysWhereARecordIsWrong(String format, String input, int position, String problem) throws IOException {
        // Given
        var window = new Window(new ByteArrayInputStream(bytes(input)), 1 << 20);
        var reader = new FormatReader(Format.parse(format));

        // When
        var e = assertThrows(BadRecordException.class, () -> next(window, reader));

        // Then
        assertEquals(problem, e.getMessage());
        assertEquals(position, e.position());
    }

    @Test
    void takesAnyJsonValueAndLeavesItsTextAlone() throws IOException {
        // Given
        var input = "{\"a\": [1, 2]}\n\"te\\u0078t\"\nnull\n-1.5e3\n";
        var window = new Window(new ByteArrayInputStream(bytes(input)), 1 << 20);
        var reader = new FormatReader(Format.parse("%v{json}\\n"));

        // When
        var values = new String[4];
        for (int i = 0; i < values.length; i++) {
            var value = next(window, reader).value();
            values[i] = value.isNull() ? "nothing" : value.text();
        }

        // Then
        assertArrayEquals(new String[] {"{\"a\": [1, 2]}", "text", "nothing", "-1.5e3"}, values);
    }

    @Test
    void growsForALargeRecordUpToALimit() throws IOException {
        // Given
        var large = new byte[3 << 20];
        Arrays.fill(large, (byte) 'x');
        var reader = new FormatReader(Format.parse(Format.LINES));

        // When
        var fitting = next(new Window(new ByteArrayInputStream(large), 4 << 20), reader);
        var e = assertThrows(
                BadRecordException.class, () -> next(new Window(new ByteArrayInputStream(large), 1 << 20), reader));

        // Then
        assertEquals(large.length, fitting.value().length());
        assertEquals("a record larger than 1048576 bytes", e.getMessage());
    }

    private static PassingRecord next(Window window, FormatReader reader) throws IOException {
        var record = new PassingRecord();
        while (window.position() == window.limit() || !reader.read(window, record)) {
            assertTrue(!window.ended(), "the input ended within a record");
            window.fill();
            record.clear();
        }
        return record;
    }

    /** Gives the bytes in small pieces, as a slow pipe does. */
    private static InputStream trickling(byte[] bytes, Random random) {
        int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        return new SequenceInputStream(Collections.enumeration(java.util.List.of(
                new ByteArrayInputStream(bytes, 0, cut), new ByteArrayInputStream(bytes, cut, bytes.length - cut))));
    }

    private static PassingRecord random(Random random, boolean sized, String format) {
        var record = new PassingRecord();
        record.topic().set(bytes("topic"));
        record.partition(random.nextInt(100));
        record.timestampMs(random.nextInt());
        record.timestampMs(Math.abs(record.timestampMs()));
        fill(record.key(), random, sized, format.contains("%K") || format.contains("%k{json}"));
        fill(record.value(), random, sized, format.contains("%V") || format.contains("%v{json}"));
        for (int i = random.nextInt(3); i > 0; i--) {
            int place = record.addHeader();
            fill(record.headerName(place), random, true, false);
            fill(record.headerValue(place), random, true, true);
        }
        return record;
    }

    private static void fill(Slice slice, Random random, boolean binary, boolean nullable) {
        if (nullable && random.nextInt(10) == 0) {
            slice.setNull();
            return;
        }
        var bytes = new byte[random.nextInt(20)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (binary ? random.nextInt(256) : 'a' + random.nextInt(26));
        }
        slice.set(bytes);
    }

    private static void assertSame(Slice expected, Slice actual, boolean written, long seed) {
        if (written) {
            assertEquals(expected.isNull(), actual.isNull(), "seed " + seed);
            assertArrayEquals(expected.copy(), actual.copy(), "seed " + seed);
        }
    }

    private static void addHeader(PassingRecord record, String name, byte[] value) {
        int place = record.addHeader();
        record.headerName(place).set(bytes(name));
        record.headerValue(place).set(value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
