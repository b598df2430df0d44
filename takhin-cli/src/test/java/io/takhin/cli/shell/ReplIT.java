package io.takhin.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.Replies;
import io.takhin.cli.fake.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell on a terminal: tmux types into it and reads the screen. Nobody listens where it looks for a cluster. */
class ReplIT {

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final String PROMPT = "127.0.0.1:1 [unreachable]>";

    @TempDir
    private Path home;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(Tool.isThere("tmux"), "tmux is not installed");
        new CliRun(Replies.topics())
                .env("HOME", home.toString())
                .env("TAKHIN_BOOTSTRAP", "127.0.0.1:1")
                .run("topic", "list");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var script = Files.writeString(
                home.resolve("start.sh"),
                // Ctrl-C goes to everyone on the terminal while a command runs; this script has to outlive it.
                "trap : INT\nexport HOME='" + home + "' TAKHIN_BOOTSTRAP=127.0.0.1:1 PAGER='echo paged: && head -1'\n"
                        + "unset NO_COLOR XDG_CACHE_HOME XDG_CONFIG_HOME XDG_STATE_HOME TAKHIN_CONTEXT\n"
                        + "'" + java + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
                        + " -cp '" + System.getProperty("java.class.path") + "' io.takhin.cli.Main repl\n"
                        + "echo ended with $?\nread -r _\n");
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "24", "sh " + script);
        await(PROMPT);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (Tool.isThere("tmux")) {
            tmux("kill-server");
        }
    }

    @Test
    void runsCommandsCompletesThemAndLeavesWithTheLastStatus() throws IOException, InterruptedException {
        // Given
        type("vers");
        key("Tab");
        await(PROMPT + " version");
        key("Enter");
        await("\ntakhin ");

        // When
        type("topic desc");
        key("Tab");
        type("or");
        key("Tab");
        await(PROMPT + " topic describe orders");
        int row = cursorRow();
        key("C-c");
        awaitCursorBelow(row);
        await("orders\n" + PROMPT);
        type("context show 'no");
        key("Enter");
        await("'no\n>");
        type("where'");
        key("Enter");
        await("is no name of a context");
        key("C-d");

        // Then
        await("ended with 2");
    }

    @Test
    void cancelsTheRunningCommandAtCtrlCAndGoesOn() throws IOException, InterruptedException {
        // Given
        type("wait ready --timeout 10m");
        key("Enter");
        awaitCursorBelow(0);

        // When
        key("C-c");
        await("^C\n" + PROMPT);
        key("C-d");

        // Then
        await("ended with 130");
    }

    @Test
    void keepsAHistoryWithoutSecretsForItsOwnerAlone() throws IOException, InterruptedException {
        // Given
        for (var line : List.of("version", "format check '%v' -q --context password-x", "context list")) {
            int row = cursorRow();
            type(line);
            key("Enter");
            awaitCursorBelow(row);
            await(PROMPT);
        }
        type("nonsense");
        key("Enter");
        await("unknown command \"nonsense\"");

        // When
        key("C-d");
        await("ended with 2");

        // Then
        var file = home.resolve(".local/state/takhin/history");
        assertEquals(List.of("version", "context list", "nonsense"), Files.readAllLines(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void showsLongOutputThroughThePagerAndWrongWordsInRed() throws IOException, InterruptedException {
        // Given
        type("topic create --help");

        // When
        key("Enter");

        // Then
        await("paged:\ntakhin topic create - create a topic\n" + PROMPT);
        type("topic crate x");
        awaitColored("topic \u001b[31mcrate");
        assertFalse(screen("-p").contains("Usage:"));
    }

    @Test
    void asksBeforeItForgetsAContext() throws IOException, InterruptedException {
        // Given
        type("context add here --bootstrap 127.0.0.1:1 --protected");
        key("Enter");
        await("created: context here");

        // When
        type("context remove here");
        key("Enter");
        await("? [y/N]");
        type("n");
        key("Enter");

        // Then
        await("not confirmed, nothing was changed");
        await("nothing was changed\n" + PROMPT);
        assertTrue(
                Files.readString(home.resolve(".config/takhin/contexts.yaml")).contains("here:"));
    }

    private void type(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", text);
    }

    private void key(String name) throws IOException, InterruptedException {
        tmux("send-keys", name);
    }

    private int cursorRow() throws IOException, InterruptedException {
        return Integer.parseInt(
                tmux("display-message", "-p", "#{cursor_y}").out().strip());
    }

    /** Until what was typed has been taken. */
    private void awaitCursorBelow(int row) throws IOException, InterruptedException {
        long end = System.nanoTime() + DEADLINE_NS;
        while (cursorRow() <= row) {
            assertTrue(System.nanoTime() < end, "the line was never taken");
            assertFalse(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
        }
    }

    private void await(String text) throws IOException, InterruptedException {
        await(text, "-p");
    }

    private void awaitColored(String text) throws IOException, InterruptedException {
        await(text, "-pe");
    }

    private void await(String text, String how) throws IOException, InterruptedException {
        long end = System.nanoTime() + DEADLINE_NS;
        var screen = screen(how);
        while (!screen.contains(text)) {
            assertTrue(System.nanoTime() < end, "never saw <" + text + "> but:\n" + screen);
            assertFalse(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
            screen = screen(how);
        }
    }

    /** The screen without blanks at the ends of lines. */
    private String screen(String how) throws IOException, InterruptedException {
        var text = tmux("capture-pane", how).out();
        return String.join("\n", text.lines().map(String::stripTrailing).toList())
                .stripTrailing();
    }

    private Tool.Result tmux(String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("tmux", "-S", home.resolve("tmux").toString()));
        line.addAll(List.of(words));
        return new Tool(line.toArray(String[]::new)).env("TERM", "xterm").run("");
    }
}
