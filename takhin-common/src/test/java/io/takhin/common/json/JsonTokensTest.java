package io.takhin.common.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.takhin.common.json.JsonTokens.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTokensTest {

    private static final List<String> REFUSED = List.of("refused");

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonTokens.DEPTH_MAX)
                    .build())
            .build();

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "\n",
            "\"a\"",
            "\"b\"",
            "\"ä€😀\"",
            "\"\\u00e4\\n\\\"\\\\\\/\"",
            "\"\\ud83d\\ude00\"",
            "\"\\x\"",
            "\"\t\"",
            "\"open",
            "1",
            "-0",
            "01",
            "1.5",
            "-2e10",
            "1e",
            "1.",
            "+1",
            "9223372036854775808",
            "true",
            "false",
            "null",
            "nul",
            "truex",
            "'",
            "#",
            "\\");

    @Test
    void takesAndRefusesWhatJacksonDoes() {
        var random = new Random(20261122);
        int taken = 0;
        for (int round = 0; round < 200_000; round++) {
            // Given
            var text = round % 2 == 0 ? pieces(random) : damaged(random, value(random, 4));
            var json = text.getBytes(StandardCharsets.UTF_8);

            // When
            var ours = ours(json);

            // Then
            assertEquals(jacksons(json), ours, () -> "of: " + text);
            taken += ours.equals(REFUSED) ? 0 : 1;
        }
        assertTrue(taken > 10_000, "only " + taken + " texts were taken");
    }

    @Test
    void refusesWhatIsNoUtf8OrHalfACharacter() {
        // Given
        var texts = List.of(
                new byte[] {'"', (byte) 0xc3, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
                new byte[] {'"', '\\', 'n', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                "\"\\ud83d\"".getBytes(StandardCharsets.UTF_8),
                "\"\\ude00\\ud83d\"".getBytes(StandardCharsets.UTF_8));

        // When, Then
        for (var json : texts) {
            assertThrows(JsonFormatException.class, () -> new JsonTokens(json).next());
        }
    }

    @Test
    void saysWhereATextIsWrong() {
        // When
        var wrong = assertThrows(JsonFormatException.class, () -> {
            var tokens = new JsonTokens("[1, x]".getBytes(StandardCharsets.UTF_8));
            while (tokens.next() != Token.END) {
                assertTrue(tokens.current() != Token.END);
            }
        });

        // Then
        assertEquals("$: no valid JSON: no value at byte 4", wrong.getMessage());
    }

    @Test
    void skipsAValueWithAllThatIsInIt() {
        // Given
        var tokens = new JsonTokens("[{\"a\":[1,{}]},2]".getBytes(StandardCharsets.UTF_8));
        tokens.next();
        tokens.next();

        // When
        tokens.skipChildren();

        // Then
        assertEquals(Token.OBJECT_END, tokens.current());
        assertEquals(Token.INTEGER, tokens.next());
        assertEquals("2", tokens.content());
    }

    private static String pieces(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String value(Random random, int depth) {
        var text = new StringBuilder();
        int kind = random.nextInt(depth > 0 ? 4 : 2);
        if (kind < 2) {
            return PIECES.get(8 + random.nextInt(PIECES.size() - 8));
        }
        text.append(kind == 2 ? "[" : "{");
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(kind == 2 ? "" : "\"m" + random.nextInt(20) + "\" :").append(value(random, depth - 1));
            text.append(i > 1 ? "," : "");
        }
        return text.append(kind == 2 ? "]" : "}").toString();
    }

    private static String damaged(Random random, String text) {
        if (random.nextInt(3) > 0) {
            return text;
        }
        int at = random.nextInt(text.length());
        // A cut through a pair of chars would be no text any more.
        return Character.isSurrogate(text.charAt(at)) ? text : text.substring(0, at) + text.substring(at + 1);
    }

    private static List<String> ours(byte[] json) {
        var tokens = new JsonTokens(json);
        var seen = new ArrayList<String>();
        try {
            while (tokens.next() != Token.END) {
                seen.add(
                        switch (tokens.current()) {
                            case NAME, TEXT, INTEGER, FRACTION -> tokens.content();
                            case OBJECT, OBJECT_END, LIST, LIST_END, TRUE, FALSE, NULL, END ->
                                tokens.current().word();
                        });
            }
            return seen.isEmpty() ? REFUSED : seen;
        } catch (JsonFormatException e) {
            return REFUSED;
        }
    }

    private static List<String> jacksons(byte[] json) {
        var seen = new ArrayList<String>();
        int depth = 0;
        int values = 0;
        try (var parser = JACKSON.createParser(json)) {
            while (parser.nextToken() != null) {
                seen.add(parser.getText());
                depth += parser.currentToken().isStructStart()
                        ? 1
                        : parser.currentToken().isStructEnd() ? -1 : 0;
                values += depth == 0 ? 1 : 0;
            }
            // Jackson lets half a character pass, and refuses to write it.
            return values == 1 && seen.stream().noneMatch(JsonTokensTest::isTorn) ? seen : REFUSED;
        } catch (IOException e) {
            return REFUSED;
        }
    }

    private static boolean isTorn(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
