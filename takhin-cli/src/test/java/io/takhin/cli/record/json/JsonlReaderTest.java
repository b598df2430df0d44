package io.takhin.cli.record.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonlReaderTest {

    @Test
    void readsMembersInAnyOrderWithBlanksAndEscapes() throws IOException {
        // Given
        var line = " { \"headers\" : [ [ \"a\" , null ] , [\"a\",{\"b64\":\"/wA=\"}] ]"
                + " ,\"value\":{\"utf8\":\"x\\u00e4\\ud83d\\ude00\\n"
                + "\"},\"timestamp\":17,\"partition\":2,\"offset\":9,\"timestampType\":\"append\",\"topic\":\"t\"}"
                + " \n";

        // When
        var record = read(line);

        // Then
        assertEquals("xä😀\n", record.value().text());
        assertTrue(record.key().isNull());
        assertEquals(2, record.headerCount());
        assertTrue(record.headerValue(0).isNull());
        assertEquals(2, record.headerValue(1).length());
        assertEquals(17, record.timestampMs());
        assertEquals(2, record.partition());
        assertEquals("t", record.topic().text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|0|a record without \"value\"; write null for none",
                "[]|0|expected '{'",
                "{\"value\":\"x\"}|9|expected {\"utf8\":...}, {\"b64\":...} or null",
                "{\"vlaue\":null}|1|unknown member \"vlaue\"",
                "{\"value\":null|13|the line ends within the record",
                "{\"value\":null} x|15|expected the end of the line",
                "{\"value\":{\"b64\":\"????\"}}|16|no base64: Illegal base64 character 3f",
                "{\"value\":{\"utf8\":\"\\ud800\"}}|18|half a surrogate pair",
                "{\"value\":{\"utf8\":\"\\x\"}}|18|unknown escape in a string",
                "{\"value\":null,\"partition\":-1}|14|a partition that is none",
                "{\"value\":null,\"timestamp\":99999999999999999999}|26|the number is too large",
            })
    void saysWhereALineIsWrong(String line, int position, String problem) {
        var e = assertThrows(BadRecordException.class, () -> read(line + "\n"));
        assertEquals(problem, e.getMessage());
        assertEquals(position, e.position());
    }

    private static PassingRecord read(String line) throws IOException {
        var window = new Window(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), 1 << 20);
        var record = new PassingRecord();
        window.fill();
        assertTrue(new JsonlReader().read(window, record));
        return record;
    }
}
