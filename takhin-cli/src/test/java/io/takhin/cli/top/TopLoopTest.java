package io.takhin.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.Globals;
import io.takhin.cli.console.Style;
import io.takhin.cli.fake.FakeCluster;
import io.takhin.cli.output.Glyphs;
import io.takhin.cli.output.OutputForm;
import io.takhin.cli.probe.NodeClients;
import io.takhin.cli.user.Target;
import io.takhin.cli.user.UserFolders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The live view on a terminal in memory: keys go in, and what a person would see comes out. */
class TopLoopTest {

    private static final long DEADLINE_S = 60;

    private final StringBuilder written = new StringBuilder();
    private final AtomicBoolean resized = new AtomicBoolean();
    private final CompletableFuture<Optional<Exception>> ended = new CompletableFuture<>();
    private ScreenTerminal screen = new ScreenTerminal(100, 30);
    private LineDisciplineTerminal terminal;
    private Attributes before;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        terminal = new LineDisciplineTerminal(
                "test",
                "xterm-256color",
                new OutputStream() {
                    @Override
                    public void write(int octet) {
                        synchronized (written) {
                            written.append((char) octet);
                            screen.write(String.valueOf((char) octet));
                        }
                    }
                },
                StandardCharsets.UTF_8);
        terminal.setSize(Size.of(100, 30));
        before = new Attributes(terminal.getAttributes());
        thread = Thread.ofPlatform().name("takhin-top-test").start(this::run);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
        terminal.close();
    }

    private void run() {
        var said = new Target.Said(null, null, null, null, "127.0.0.1:7070");
        var globals = new Globals(
                new Target(said, new UserFolders(Map.of())),
                OutputForm.TABLE,
                Optional.empty(),
                Style.When.NEVER,
                false,
                false,
                false,
                Optional.empty(),
                List.of());
        try (var nodes = new NodeClients(new FakeCluster(), globals)) {
            var first = ClusterReading.take(nodes, Duration.ofSeconds(DEADLINE_S));
            var settings = Settings.first(SortKey.IN, "", Duration.ofMillis(500));
            new TopLoop(terminal, nodes, new Screen(Style.PLAIN, Glyphs.ASCII), settings, first, resized).run();
            ended.complete(Optional.empty());
        } catch (IOException | InterruptedException | RuntimeException e) {
            ended.complete(Optional.of(e));
        }
    }

    private void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    private String shown() {
        synchronized (written) {
            return screen.toString();
        }
    }

    private void awaitShown(Predicate<String> expected) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!expected.test(shown())) {
            assertTrue(System.nanoTime() < endNs, "not on the screen in time:\n" + shown());
            assertTrue(!new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS));
        }
    }

    private Optional<Exception> awaitEnd() throws Exception {
        try {
            return ended.get(DEADLINE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private void assertRestored() {
        assertEquals(before.getLocalFlags(), terminal.getAttributes().getLocalFlags());
        assertEquals(before.getInputFlags(), terminal.getAttributes().getInputFlags());
        synchronized (written) {
            assertTrue(written.toString().contains("\u001b[?1049h"), "the alternate screen was not entered");
            assertTrue(written.toString().lastIndexOf("\u001b[?1049l") > written.lastIndexOf("\u001b[?1049h"));
            assertTrue(written.lastIndexOf("\u001b[?25h") > written.lastIndexOf("\u001b[?25l"), "no cursor");
        }
    }

    @Test
    void showsNodesAndTopicsAndLeavesTheTerminalAsItWas() throws Exception {
        // Given
        awaitShown(text -> text.contains("orders") && text.contains("connection refused"));

        // When
        type("q");

        // Then
        assertEquals(Optional.empty(), awaitEnd());
        assertRestored();
    }

    @Test
    void obeysKeys() throws Exception {
        // Given
        awaitShown(text -> text.contains("orders"));

        // When
        type("?");
        awaitShown(text -> text.contains("sort by the next column"));
        type("x/nothing\r");
        awaitShown(text -> text.contains("no topic is shown by this filter"));
        type("\u001b");
        awaitShown(text -> text.contains("orders"));
        type("q");

        // Then
        assertEquals(Optional.empty(), awaitEnd());
    }

    @Test
    void followsTheSizeOfTheTerminal() throws Exception {
        // Given
        awaitShown(text -> text.contains("HISTORY"));

        // When
        synchronized (written) {
            screen = new ScreenTerminal(40, 12);
        }
        terminal.setSize(Size.of(40, 12));
        resized.set(true);

        // Then
        awaitShown(text -> text.contains("orders") && !text.contains("HISTORY"));
    }

    @Test
    void leavesTheTerminalAsItWasWhenTheProcessIsToldToEnd() throws Exception {
        // Given
        awaitShown(text -> text.contains("orders"));

        // When
        thread.interrupt();

        // Then
        assertInstanceOf(InterruptedException.class, awaitEnd().orElseThrow());
        assertRestored();
    }
}
