package io.takhin.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "topic  list|topic,list",
                "produce t -f '%k\\t%v\\n'|produce,t,-f,%k\\t%v\\n",
                "a \"b c\" d|a,b c,d",
                "a \"b\\\"c\\\\d\\n\"|a,b\"c\\d\\n",
                "a b\\ c|a,b c",
                "a 'it'\\''s'|a,it's",
                "a '' b|a,,b",
                "a # the rest|a",
                "a b#c|a,b#c",
                "a\\~b|ab",
                "a~b|a,b",
            })
    void splitsAsAShellDoes(String text, String expected) {
        // Given
        var lines = text.replace('~', '\n');

        // When
        var words = Words.of(lines);

        // Then
        assertEquals(Words.End.COMPLETE, words.end());
        assertEquals(List.of(expected.split(",", -1)), words.texts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"a 'b|IN_QUOTE", "a \"b|IN_QUOTE", "a \\|IN_ESCAPE", "'a' \"b\"|COMPLETE", "# it's|COMPLETE"})
    void tellsWhetherACommandGoesOn(String text, Words.End expected) {
        assertEquals(expected, Words.of(text).end());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"plain", "two words", "it's", "a\"b", "a\\b", "#no"})
    void quotesAWordSoThatItIsReadBack(String word) {
        assertEquals(List.of(word), Words.of(Words.quoted(word)).texts());
    }
}
