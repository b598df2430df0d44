package io.takhin.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static final Settings FIRST = Settings.first(SortKey.IN, "", Duration.ofSeconds(2));

    private static Settings typed(String keys) {
        var settings = FIRST;
        for (int i = 0; i < keys.length(); i++) {
            settings = Keys.press(settings, keys.charAt(i)).orElseThrow();
        }
        return settings;
    }

    @Test
    void leavesWithQ() {
        // When
        var pressed = Keys.press(FIRST, 'q');

        // Then
        assertEquals(Optional.empty(), pressed);
    }

    @Test
    void takesAFilterLetterByLetter() {
        // When
        var settings = typed("/ordx\u007f\r");

        // Then
        assertEquals("ord", settings.filter());
        assertFalse(settings.typing());
    }

    @Test
    void takesQForALetterOfTheFilter() {
        // When
        var settings = typed("/q");

        // Then
        assertEquals("q", settings.filter());
    }

    @Test
    void dropsTheFilterWithEscape() {
        // When
        var settings = typed("/ord\r\u001b");

        // Then
        assertEquals("", settings.filter());
    }

    @Test
    void goesThroughTheColumnsAndBackToTheFirst() {
        // When
        var settings = typed("s".repeat(SortKey.values().length));

        // Then
        assertEquals(SortKey.IN, settings.sort());
    }

    @Test
    void keepsTheIntervalWithinBounds() {
        // When
        var fastest = typed("++++++++");
        var slowest = typed("----------");

        // Then
        assertEquals(Duration.ofMillis(500), fastest.interval());
        assertEquals(Duration.ofMinutes(1), slowest.interval());
    }

    @Test
    void neverScrollsAboveTheFirstTopic() {
        // When
        var settings = Keys.press(typed("jj"), Keys.PAGE_UP).orElseThrow();

        // Then
        assertEquals(0, settings.skipped());
    }

    @Test
    void leavesTheHelpWithAnyKey() {
        // When
        var settings = typed("?s");

        // Then
        assertFalse(settings.help());
        assertEquals(SortKey.IN, settings.sort());
    }

    @Test
    void hidesInternalTopicsUntilAskedForThem() {
        // When
        var settings = typed("i");

        // Then
        assertFalse(FIRST.shows("__consumer_offsets"));
        assertTrue(settings.shows("__consumer_offsets"));
    }
}
