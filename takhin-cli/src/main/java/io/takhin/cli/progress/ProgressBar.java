package io.takhin.cli.progress;

import io.takhin.cli.command.Invocation;
import io.takhin.cli.console.Console;
import io.takhin.cli.output.Text;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Shows on standard error how something long gets on: nothing for two seconds, then a bar on a terminal and a line
 * every few seconds elsewhere; nothing at all with {@code --quiet}. It counts whatever the caller counts: bytes of a
 * file, entries a voter has to catch up with. Used by one thread.
 */
public final class ProgressBar {

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long QUIET_NS = 2 * NS_PER_SECOND;
    private static final long LINE_NS = 5 * NS_PER_SECOND;
    private static final long BAR_NS = NS_PER_SECOND / 5;
    private static final int BAR_WIDTH = 20;

    /** Terminals that do not tell are taken for this wide; a bar must never wrap, or it can't be taken away. */
    private static final int COLUMNS_DEFAULT = 80;

    private final Console console;
    private final boolean shown;
    private final boolean bar;
    private final int columns;
    private final long startNs;
    private long nextNs;
    private boolean barShown;

    /** Starts to measure. */
    public ProgressBar(Invocation invocation) {
        this.console = invocation.console();
        this.shown = !invocation.globals().quiet();
        this.bar = console.attached().err();
        this.columns = columns(console.env().getOrDefault("COLUMNS", ""));
        this.startNs = console.nanoTime().getAsLong();
        this.nextNs = startNs + QUIET_NS;
    }

    private static int columns(String told) {
        boolean number = !told.isEmpty() && told.length() < 5 && told.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Math.max(BAR_WIDTH, Integer.parseInt(told)) : COLUMNS_DEFAULT;
    }

    /**
     * Says how far it is; cheap, and mostly silent.
     *
     * @param done how much is done
     * @param total of how much; 0 if that is not known, and then there is no bar and no time left
     * @param brief what is written beside the bar
     * @param line what is written as a line elsewhere
     */
    public void at(long done, long total, Supplier<String> brief, Supplier<String> line) {
        long now = shown ? console.nanoTime().getAsLong() : 0;
        if (!shown || now < nextNs) {
            return;
        }
        nextNs = now + (bar ? BAR_NS : LINE_NS);
        if (bar) {
            var text = barred(done, total) + brief.get() + left(done, total, now);
            var fitting = text.length() < columns ? text : text.substring(0, columns - 1);
            console.err().print("\r" + fitting + "\u001b[K");
            console.err().flush();
            barShown = true;
        } else {
            console.err().println(line.get());
        }
    }

    /** Takes the bar away, as what follows says it all. */
    public void clear() {
        if (barShown) {
            console.err().print("\r\u001b[K");
            console.err().flush();
            barShown = false;
        }
    }

    /** Takes the bar away and says what became of it all, if that took long or is always worth saying. */
    public void end(Supplier<String> line, boolean always) {
        long now = console.nanoTime().getAsLong();
        clear();
        if (shown && (always || now - startNs >= QUIET_NS)) {
            console.err().println(line.get());
        }
    }

    /** How long it took so far. */
    public long elapsedNs() {
        return console.nanoTime().getAsLong() - startNs;
    }

    private static String barred(long done, long total) {
        if (total <= 0) {
            return "";
        }
        double part = Math.clamp((double) done / total, 0, 1);
        int full = (int) (part * BAR_WIDTH);
        return String.format(
                Locale.ROOT, "[%s%s] %3.0f %%  ", "#".repeat(full), "-".repeat(BAR_WIDTH - full), part * 100);
    }

    /** What is left of the time if it goes on at the mean pace so far. */
    private String left(long done, long total, long now) {
        if (done <= 0 || total <= done) {
            return "";
        }
        double leftNs = (double) (now - startNs) / done * (total - done);
        long seconds = Math.round(leftNs / NS_PER_SECOND);
        return seconds < 60
                ? ", " + seconds + " s left"
                : seconds < 3600
                        ? ", " + seconds / 60 + " min left"
                        : ", " + Text.count(seconds / 3600, "hour") + " left";
    }
}
