package io.takhin.cli.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicLong now = new AtomicLong();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysNothingOfWhatTakesLessThanTwoSeconds() {
        // Given
        var progress = new Progress(invocation(false, false), "consumed", 0);

        // When
        at(Duration.ofMillis(1900), progress, 100);
        progress.end(200, 2_000_000, false);

        // Then
        assertEquals("", err());
    }

    @Test
    void writesALineEveryFewSecondsOffATerminal() {
        // Given
        var progress = new Progress(invocation(false, false), "consumed", 0);

        // When
        for (int ms = 0; ms <= 8000; ms += 500) {
            at(Duration.ofMillis(ms), progress, ms);
        }
        progress.end(8000, 80_000_000, false);

        // Then
        assertEquals("""
            consumed 2000 records, 20.0 MB in 2.0 s (10.0 MB/s)
            consumed 7000 records, 70.0 MB in 7.0 s (10.0 MB/s)
            consumed 8000 records, 80.0 MB in 8.0 s (10.0 MB/s)
            """, err());
    }

    @Test
    void drawsABarOnATerminalAndTakesItAwayAtTheEnd() {
        // Given
        var progress = new Progress(invocation(true, false), "produced", 40_000_000);

        // When
        at(Duration.ofSeconds(2), progress, 2000);
        progress.end(4000, 40_000_000, true);

        // Then
        assertEquals(
                "\r[##########----------]  50 %  2000 records, 20.0 MB, 10.0 MB/s, 2 s left\u001b[K"
                        + "\r\u001b[Kproduced 4000 records, 40.0 MB in 2.0 s (20.0 MB/s)\n",
                err());
    }

    @Test
    void neverLetsTheBarWrap() {
        // Given
        var progress = new Progress(invocation(true, false), "produced", 4_000_000_000_000_000L);

        // When
        at(Duration.ofSeconds(2), progress, 200_000_000_000L);

        // Then
        var bar = err().replace("\r", "").replace("\u001b[K", "");
        assertEquals(79, bar.length(), bar);
    }

    @Test
    void isSilentWhenToldTo() {
        // Given
        var progress = new Progress(invocation(true, true), "produced", 0);

        // When
        at(Duration.ofSeconds(9), progress, 9000);
        progress.end(9000, 90_000_000, true);

        // Then
        assertEquals("", err());
    }

    private void at(Duration time, Progress progress, long records) {
        now.set(time.toNanos());
        progress.at(records, records * 10_000);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Invocation invocation(boolean terminal, boolean quiet) {
        var console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                new Console.Attached(terminal, terminal, terminal),
                InstantSource.system(),
                now::get);
        var globals = GlobalOptions.resolve(
                option -> quiet && option.name().equals("--quiet") ? List.of("true") : List.of(), Map.of());
        return new Invocation(Map.of(), globals, console);
    }
}
