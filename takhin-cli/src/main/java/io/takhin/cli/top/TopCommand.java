package io.takhin.cli.top;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Glyphs;
import io.takhin.cli.output.OutputForm;
import io.takhin.cli.probe.NodeClients;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.ShutdownHooks;
import org.jline.utils.Signals;

/** {@code top}. */
public final class TopCommand implements Command {

    private static final Duration INTERVAL_DEFAULT = Duration.ofSeconds(2);
    private static final Duration LEAVE_TIME = Duration.ofSeconds(5);

    private static final Option<Boolean> ONCE =
            Option.flag("--once", "take two readings, print what went on between them, and end");
    private static final Option<Duration> INTERVAL = Option.value(
            "--interval",
            "TIME",
            "the time between readings (default: 2s)",
            Values::positiveDuration,
            INTERVAL_DEFAULT);
    private static final Option<SortKey> SORT = Option.value(
                    "--sort",
                    "COLUMN",
                    "what topics are sorted by: " + String.join(", ", Values.names(SortKey.class)) + " (default: in)",
                    Values.oneOf(SortKey.class),
                    SortKey.IN)
            .completing(new Completes.Words(Values.names(SortKey.class)));
    private static final Option<String> FILTER =
            Option.value("--filter", "TEXT", "only topics whose name contains it", Values::text, "");

    private final Clients clients;

    /** Talks through these clients. */
    public TopCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("top", "watch nodes, topics and latencies, live")
                .details("Asks every node for what it counted, and shows the difference between two readings: bytes and"
                        + " records a second, how long appends took to be committed, how far followers and groups"
                        + " are behind, disks and processes. A node that can't be reached is shown as down.")
                .details(
                        "Keys: q quits, s sorts by the next column, r reverses, / filters by name, p pauses, ? explains"
                                + " the rest. With --once it prints one view in any form of -o; scripts use that.")
                .options(ONCE, INTERVAL, SORT, FILTER)
                .exits(ExitCode.INTERRUPTED)
                .example("takhin top", "the cluster at the default address")
                .example("takhin top --interval 500ms --sort lag", "faster, the furthest behind first")
                .example("takhin top --once -o json", "for a script")
                .output(TopView.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var form = invocation.globals().output();
        boolean once = invocation.get(ONCE);
        if (!once) {
            requireTerminal(invocation, form);
        }
        var timeout = invocation.globals().timeoutOrDefault();
        var settings = Settings.first(invocation.get(SORT), invocation.get(FILTER), invocation.get(INTERVAL));
        try (var nodes = new NodeClients(clients, invocation.globals())) {
            var first = ClusterReading.take(nodes, timeout);
            if (once) {
                pause(invocation.get(INTERVAL));
                var view = Readings.between(first, ClusterReading.take(nodes, timeout));
                invocation.print(TopText.view(settings), view);
            } else {
                live(invocation, nodes, settings, first);
            }
        } catch (TakhinException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        }
    }

    private static void requireTerminal(Invocation invocation, OutputForm form) {
        var console = invocation.console();
        boolean capable = console.attached().in()
                && console.attached().out()
                && !console.env().getOrDefault("TERM", "dumb").equals("dumb");
        if (!capable || (form != OutputForm.TABLE && form != OutputForm.WIDE)) {
            throw new TakhinException(AdminError.of(
                            ErrorCode.USAGE,
                            capable
                                    ? "the live view has no other form than its own"
                                    : "the live view needs a terminal to draw on")
                    .withHint("add --once"));
        }
    }

    /**
     * Signals stay the process's own, so that Ctrl-C and SIGTERM end it as any command; only the size is listened to.
     */
    private static void live(Invocation invocation, NodeClients nodes, Settings settings, ClusterReading first)
            throws IOException, InterruptedException {
        var resized = new AtomicBoolean();
        var left = new CountDownLatch(1);
        var listening = Signals.register("WINCH", () -> resized.set(true));
        // JLine closes the terminal as soon as the process is told to end; the view has to leave it first.
        ShutdownHooks.Task leaving = ShutdownHooks.add(() -> awaitLeft(left));
        try (var terminal = terminal()) {
            try {
                var screen = new Screen(
                        invocation.style(), Glyphs.of(invocation.console().env()));
                new TopLoop(terminal, nodes, screen, settings, first, resized).run();
            } finally {
                left.countDown();
            }
        } finally {
            Signals.unregister("WINCH", listening);
            ShutdownHooks.remove(leaving);
        }
    }

    private static void awaitLeft(CountDownLatch left) throws InterruptedException {
        if (!left.await(LEAVE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the view did not leave the terminal within " + LEAVE_TIME);
        }
    }

    /** There is one terminal in a process, so a shell of takhin's own has it already. */
    private static Terminal terminal() {
        try {
            return TerminalBuilder.builder()
                    .name("takhin")
                    .system(true)
                    .dumb(false)
                    .nativeSignals(false)
                    .build();
        } catch (IOException | IllegalStateException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.USAGE, "the live view can't have the terminal: " + e.getMessage())
                            .withHint("run takhin top in a shell of its own, or add --once"),
                    e);
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("nobody counts this latch down");
        }
    }
}
