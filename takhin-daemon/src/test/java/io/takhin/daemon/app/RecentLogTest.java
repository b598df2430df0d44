package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentLogTest {

    private final LoggerContext context = new LoggerContext();
    private RecentLog recent;

    @BeforeEach
    void start() {
        var encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        recent = new RecentLog(encoder);
        recent.setContext(context);
        recent.start();
    }

    private void log(String message) {
        recent.doAppend(new LoggingEvent("caller", context.getLogger("io.takhin.X"), Level.INFO, message, null, null));
    }

    @Test
    void keepsTheLinesInTheirOrder() {
        // When
        log("first");
        log("second");

        // Then
        var lines = recent.text().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().contains("first") && lines.getLast().contains("second"), recent::text);
    }

    @Test
    void forgetsTheOldestLinesWhenThereAreTooMany() {
        // When
        for (int i = 1; i <= 5100; i++) {
            log("line " + i + ".");
        }

        // Then
        var lines = recent.text().lines().toList();
        assertEquals(5000, lines.size());
        assertTrue(lines.getFirst().contains("line 101.") && lines.getLast().contains("line 5100."), recent::text);
    }

    @Test
    void holdsNoMoreThanAMebibyte() {
        // When
        for (int i = 0; i < 40; i++) {
            log("x".repeat(100_000));
        }

        // Then
        assertTrue(
                recent.text().length() <= 1 << 20, "it holds " + recent.text().length() + " characters");
        assertTrue(recent.text().lines().count() > 5, "it holds too little");
    }
}
