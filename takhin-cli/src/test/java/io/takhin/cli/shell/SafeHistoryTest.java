package io.takhin.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeHistoryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "topic list|true",
                "topic create compass-readings|true",
                " topic list|false",
                "produce t -H password=x|false",
                "produce t -H api-key=x|false",
                "produce t -H Token=x|false",
                "produce t -k https://me:x@host|false",
            })
    void keepsNoLineThatMayHoldASecret(String line, boolean kept) {
        assertEquals(kept, SafeHistory.mayKeep(line));
    }
}
