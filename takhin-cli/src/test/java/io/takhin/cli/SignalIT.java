package io.takhin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the process ends, seen from outside. */
class SignalIT {

    private static final long DEADLINE_S = 60;

    /** Without topic and server it reads on; the note about the bad record shows that it runs. */
    private static final List<String> READING =
            List.of("produce", "--bootstrap", "127.0.0.1:1", "-f", "%t\\t%v\\n", "--on-error", "skip");

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void endsWithTheSignalsCodeAfterSayingWhatBecameOfTheRecords(String signal, int expected)
            throws IOException, InterruptedException {
        // Given
        var process = start(READING);
        var err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        process.getOutputStream().write("no tab\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        assertEquals("skipped record 1 byte 6: expected \"\\t\"", err.readLine());

        // When
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        boolean ended = process.waitFor(DEADLINE_S, TimeUnit.SECONDS);

        // Then
        assertTrue(ended);
        assertEquals(expected, process.exitValue());
        assertEquals(
                "acked=0 failed=0 unread=yes skipped=1", err.lines().toList().getLast());
    }

    @Test
    void endsWith6WhenNobodyAnswers() throws IOException, InterruptedException {
        // Given
        var process = start(List.of("topic", "list", "--bootstrap", "127.0.0.1:1"));

        // When
        boolean ended = process.waitFor(DEADLINE_S, TimeUnit.SECONDS);

        // Then
        assertTrue(ended);
        assertEquals(6, process.exitValue());
    }

    @Test
    void endsInOrderWhenAskedTo() throws IOException, InterruptedException {
        // Given
        var builder = builder(List.of("version"));
        builder.environment().put("TAKHIN_ORDERLY_EXIT", "1");

        // When
        var process = builder.start();
        boolean ended = process.waitFor(DEADLINE_S, TimeUnit.SECONDS);

        // Then
        assertTrue(ended);
        assertEquals(0, process.exitValue());
    }

    private static Process start(List<String> words) throws IOException {
        return builder(words).start();
    }

    private static ProcessBuilder builder(List<String> words) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var line = new ArrayList<>(
                List.of(java, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "io.takhin.cli.Main"));
        line.addAll(words);
        return new ProcessBuilder(line);
    }
}
