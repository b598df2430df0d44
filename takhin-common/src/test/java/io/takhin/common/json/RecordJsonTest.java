package io.takhin.common.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.json.RecordJson.Unknown;
import io.takhin.common.model.TopicId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    enum Colour {
        RED,
        DARK_BLUE
    }

    record Part(String name, int size) {}

    record Whole(
            TopicId id,
            Colour colour,
            List<Part> parts,
            Map<String, Long> counts,
            @Nullable String note,
            boolean open) {}

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record NamedSquare(String name, long side) implements Shape {}
    }

    record Drawing(List<Shape> shapes, byte[] bytes) {}

    @Test
    void readsBackWhatItWrote() {
        // Given
        var whole = new Whole(
                TopicId.of(new UUID(1, 2)),
                Colour.DARK_BLUE,
                List.of(new Part("a\"ä", -3)),
                Map.of("x", 1L << 60),
                null,
                true);

        // When
        var json = RecordJson.toBytes(whole);

        // Then
        assertEquals(whole, RecordJson.read(json, Whole.class, Unknown.REFUSE));
        assertTrue(text(json).contains("\"colour\":\"dark-blue\""), text(json));
        assertTrue(!text(json).contains("note"), text(json));
    }

    @Test
    void tellsTheMembersOfASealedInterfaceApart() {
        // Given
        var drawing = new Drawing(List.of(new Shape.Circle(1.5), new Shape.NamedSquare("s", 4)), new byte[] {0, -1});

        // When
        var json = RecordJson.toBytes(drawing);
        var back = RecordJson.read(json, Drawing.class, Unknown.REFUSE);

        // Then
        assertEquals(drawing.shapes(), back.shapes());
        assertArrayEquals(drawing.bytes(), back.bytes());
        assertTrue(text(json).contains("{\"type\":\"namedSquare\",\"name\":\"s\",\"side\":4}"), text(json));
    }

    @Test
    void refusesUnknownMembersOfRequestsAndPassesOverThoseOfReplies() {
        // Given
        var json = bytes("{\"name\":\"a\",\"size\":1,\"more\":{\"deep\":[1,2]}}");

        // When
        var refused = assertThrows(JsonFormatException.class, () -> RecordJson.read(json, Part.class, Unknown.REFUSE));

        // Then
        assertEquals("$: unknown member \"more\"", refused.getMessage());
        assertEquals(new Part("a", 1), RecordJson.read(json, Part.class, Unknown.IGNORE));
    }

    @Test
    void namesThePlaceOfAProblem() {
        // Given
        var json = bytes("{\"shapes\":[{\"type\":\"circle\",\"radius\":\"wide\"}],\"bytes\":\"\"}");

        // When
        var refused =
                assertThrows(JsonFormatException.class, () -> RecordJson.read(json, Drawing.class, Unknown.REFUSE));

        // Then
        assertTrue(refused.getMessage().startsWith("$.shapes[0].radius: expected a number"), refused.getMessage());
    }

    @Test
    void refusesWhatIsMissingDoubledTornOrTooMuch() {
        for (var text : List.of(
                "",
                "{",
                "[]",
                "{\"size\":1}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"a\"} x",
                "{\"name\":\"a\",\"size\":99999999999}",
                "{\"name\":\"a\",\"size\":1.5}",
                "null",
                "[".repeat(100))) {
            assertThrows(
                    JsonFormatException.class,
                    () -> RecordJson.read(bytes(text), Part.class, Unknown.REFUSE),
                    () -> "taken: " + text);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
