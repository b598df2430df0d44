package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class DaemonLogTest {

    @Test
    void writesALineOfJsonWithTheKeysBesideTheMessage() throws IOException {
        // Given
        var context = new LoggerContext();
        var event = new LoggingEvent(
                "caller",
                context.getLogger("io.takhin.X"),
                Level.WARN,
                "disk \"full\"",
                new IOException("no room"),
                null);
        event.addKeyValuePair(new KeyValuePair("freeBytes", 7L));
        event.addKeyValuePair(new KeyValuePair("topic", "a"));
        event.addKeyValuePair(new KeyValuePair("level", 3));
        var encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();

        // When
        var line = new String(encoder.encode(event), StandardCharsets.UTF_8);

        // Then
        assertTrue(line.endsWith("}\n") && line.indexOf('\n') == line.length() - 1, line);
        var json = new ObjectMapper().readTree(line);
        assertEquals("disk \"full\"", json.get("message").asText());
        assertEquals("WARN", json.get("level").asText());
        assertEquals(3, json.get("level_").asInt());
        assertEquals(7, json.get("freeBytes").asLong());
        assertTrue(json.get("error").asText().startsWith("java.io.IOException: no room"));
    }
}
