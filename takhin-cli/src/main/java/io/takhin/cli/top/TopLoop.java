package io.takhin.cli.top;

import io.takhin.cli.probe.NodeClients;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * The live view on a terminal: takes readings in the background, draws, obeys keys. The terminal is in its alternate
 * screen meanwhile and as it was before afterwards, however this ends. One thread runs it.
 */
final class TopLoop {

    private static final long KEY_WAIT_MS = 100;
    private static final long ESCAPE_WAIT_MS = 25;
    private static final Duration ASK_MAX = Duration.ofSeconds(5);
    private static final Size SIZE_DEFAULT = Size.of(80, 24);

    private final Terminal terminal;
    private final NodeClients nodes;
    private final Screen screen;
    private final AtomicBoolean resized;
    private final History history = new History();
    private Settings settings;
    private ClusterReading before;
    private Optional<TopView> view = Optional.empty();
    private String problem = "";
    private Size size = SIZE_DEFAULT;
    private @Nullable FutureTask<ClusterReading> asking;
    private long nextNs;

    /**
     * Prepares it.
     *
     * @param first a reading, the base of the first rates
     * @param resized set by whoever hears that the terminal has another size
     */
    TopLoop(
            Terminal terminal,
            NodeClients nodes,
            Screen screen,
            Settings settings,
            ClusterReading first,
            AtomicBoolean resized) {
        this.terminal = terminal;
        this.nodes = nodes;
        this.screen = screen;
        this.settings = settings;
        this.before = first;
        this.resized = resized;
    }

    /**
     * Runs until the person leaves.
     *
     * @throws InterruptedException if the process is told to end
     * @throws IOException if the terminal is gone
     */
    void run() throws IOException, InterruptedException {
        var attributes = terminal.enterRawMode();
        try {
            terminal.puts(Capability.enter_ca_mode);
            terminal.puts(Capability.cursor_invisible);
            // The first rates need not wait for a whole interval.
            nextNs = System.nanoTime()
                    + Math.min(
                            settings.interval().toNanos(), Duration.ofSeconds(1).toNanos());
            resized.set(true);
            loop();
        } finally {
            terminal.puts(Capability.cursor_normal);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(attributes);
        }
    }

    private void loop() throws IOException, InterruptedException {
        boolean changed = true;
        while (true) {
            changed |= measure();
            changed |= resized.getAndSet(false) && resize();
            if (changed) {
                draw();
            }
            var pressed = press(key());
            if (pressed.isEmpty()) {
                return;
            }
            changed = !pressed.get().equals(settings);
            settings = pressed.get();
        }
    }

    private Optional<Settings> press(int key) {
        return switch (key) {
            case NonBlockingReader.READ_EXPIRED -> Optional.of(settings);
            case NonBlockingReader.EOF -> Optional.empty();
            default -> Keys.press(settings, key);
        };
    }

    private boolean resize() {
        var now = terminal.getSize();
        // A terminal that does not tell says 0.
        size = now.getColumns() > 0 && now.getRows() > 0 ? now : SIZE_DEFAULT;
        terminal.puts(Capability.clear_screen);
        return true;
    }

    /** Starts a reading when it is time, and takes it in when it is there; true when there is something to show. */
    private boolean measure() throws InterruptedException {
        var task = asking;
        if (task == null) {
            if (!settings.paused() && System.nanoTime() - nextNs >= 0) {
                start();
            }
            return false;
        }
        if (!task.isDone()) {
            return false;
        }
        asking = null;
        nextNs = System.nanoTime() + settings.interval().toNanos();
        try {
            var now = task.get();
            var next = Readings.between(before, now);
            before = now;
            view = Optional.of(next);
            history.add(next);
            problem = "";
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TakhinException failure)) {
                throw new IllegalStateException(e.getCause());
            }
            problem = failure.error().message();
        }
        return true;
    }

    private void start() {
        var task = new FutureTask<>(() -> ClusterReading.take(nodes, ASK_MAX));
        asking = task;
        Thread.ofVirtual().name("takhin-top-reading").start(task);
    }

    private void draw() {
        var lines =
                screen.lines(new Screen.Content(view, problem, history, settings), size.getColumns(), size.getRows());
        var text = new StringBuilder("\u001b[H");
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append("\u001b[K");
        }
        text.append("\u001b[J");
        terminal.writer().print(text);
        terminal.flush();
    }

    private int key() throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            int key = terminal.reader().read(KEY_WAIT_MS);
            return key == Keys.ESCAPE ? escaped() : key;
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
    }

    /** Arrows come as several characters that follow at once. */
    private int escaped() throws IOException {
        int second = terminal.reader().read(ESCAPE_WAIT_MS);
        if (second != '[' && second != 'O') {
            return Keys.ESCAPE;
        }
        int third = terminal.reader().read(ESCAPE_WAIT_MS);
        if (third >= '0' && third <= '9') {
            int last = terminal.reader().read(ESCAPE_WAIT_MS);
            while (last >= '0' && last <= ';') {
                last = terminal.reader().read(ESCAPE_WAIT_MS);
            }
        }
        return switch (third) {
            case 'A' -> Keys.UP;
            case 'B' -> Keys.DOWN;
            case 'H', '1', '7' -> Keys.HOME;
            case '5' -> Keys.PAGE_UP;
            case '6' -> Keys.PAGE_DOWN;
            default -> 0;
        };
    }
}
