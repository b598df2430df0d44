package io.takhin.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BriefTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.4, 0.4",
        "7, 7",
        "999, 999",
        "999.6, 1.0k",
        "1234, 1.2k",
        "99949, 99.9k",
        "99960, 100k",
        "999600, 1.0M",
        "12345678, 12.3M",
        "5e18, 5.0E"
    })
    void writesNumbersInAtMostSixCharacters(double number, String expected) {
        // When
        var text = Brief.number(number);

        // Then
        assertEquals(expected, text);
        assertTrue(text.length() <= 6, text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0us", "999, 999us", "1000, 1.0ms", "9940, 9.9ms", "34400, 34ms", "1500000, 1.5s", "61000000, 61s"})
    void writesTimes(long us, String expected) {
        assertEquals(expected, Brief.us(us));
    }

    @ParameterizedTest
    @CsvSource({"45000, 45s", "720000, 12m", "10800000, 3h", "777600000, 9d"})
    void writesSpans(long ms, String expected) {
        assertEquals(expected, Brief.span(ms));
    }

    @ParameterizedTest
    @CsvSource({"en_US.UTF-8, true", "C.utf8, true", "C, false", "'', false"})
    void drawsWithBlocksWhereTheLocaleHasThem(String locale, boolean unicode) {
        assertEquals(unicode ? Glyphs.UNICODE : Glyphs.ASCII, Glyphs.of(Map.of("LANG", locale)));
    }

    @Test
    void drawsTheLastValuesAsHighAsTheyAreBesideTheHighest() {
        assertEquals("  ▁▅█▁", Glyphs.UNICODE.spark(new double[] {0, 4, 8, 0}, 6));
        assertEquals("█▁", Glyphs.UNICODE.spark(new double[] {0, 4, 8, 0}, 2));
        assertEquals("▁▁", Glyphs.UNICODE.spark(new double[] {0, 0}, 2));
    }

    @Test
    void drawsABarForWhateverIsMoreThanNothing() {
        assertEquals("", Glyphs.UNICODE.bar(0, 10));
        assertEquals("▏", Glyphs.UNICODE.bar(0.0001, 10));
        assertEquals("█████", Glyphs.UNICODE.bar(0.5, 10));
        assertEquals("██████████", Glyphs.UNICODE.bar(1, 10));
    }
}
