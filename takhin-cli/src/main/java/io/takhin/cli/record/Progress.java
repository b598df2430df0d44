package io.takhin.cli.record;

import io.takhin.cli.command.Invocation;
import io.takhin.cli.console.Console;
import io.takhin.cli.output.Text;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how a long transfer goes, on standard error: nothing for two seconds, then a bar on a terminal and a line every
 * few seconds elsewhere. Used by one thread.
 */
public final class Progress {

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long QUIET_NS = 2 * NS_PER_SECOND;
    private static final long LINE_NS = 5 * NS_PER_SECOND;
    private static final long BAR_NS = NS_PER_SECOND / 5;
    private static final int BAR_WIDTH = 30;

    private final Console console;
    private final String verb;
    private final long bytesTotal;
    private final boolean shown;
    private final boolean bar;
    private final long startNs;
    private long nextNs;
    private boolean barShown;

    /**
     * Starts to measure.
     *
     * @param verb what is done, in the past, as "produced"
     * @param bytesTotal how many bytes there will be, 0 if that is not known
     */
    public Progress(Invocation invocation, String verb, long bytesTotal) {
        this.console = invocation.console();
        this.verb = verb;
        this.bytesTotal = bytesTotal;
        this.shown = !invocation.globals().quiet();
        this.bar = console.attached().err();
        this.startNs = console.nanoTime().getAsLong();
        this.nextNs = startNs + QUIET_NS;
    }

    /** Says how far it is; cheap, and mostly silent. */
    public void at(long records, long bytes) {
        long now = shown ? console.nanoTime().getAsLong() : 0;
        if (!shown || now < nextNs) {
            return;
        }
        nextNs = now + (bar ? BAR_NS : LINE_NS);
        if (bar) {
            console.err().print("\r" + barred(bytes) + line(records, bytes, now) + "\u001b[K");
            console.err().flush();
            barShown = true;
        } else {
            console.err().println(line(records, bytes, now));
        }
    }

    /** Ends the bar and says what became of it all, if that took long or is always worth saying. */
    public void end(long records, long bytes, boolean always) {
        long now = console.nanoTime().getAsLong();
        clear(console.err());
        if (shown && (always || now - startNs >= QUIET_NS)) {
            console.err().println(line(records, bytes, now));
        }
    }

    /** How long it took so far. */
    public long elapsedNs() {
        return console.nanoTime().getAsLong() - startNs;
    }

    private void clear(PrintStream err) {
        if (barShown) {
            err.print("\r\u001b[K");
            barShown = false;
        }
    }

    private String line(long records, long bytes, long now) {
        long elapsedNs = now - startNs;
        return verb + " " + Text.count(records, "record") + ", " + Text.megabytes(bytes) + " in "
                + Text.seconds(elapsedNs) + " (" + Text.speed(bytes, elapsedNs) + ")";
    }

    private String barred(long bytes) {
        if (bytesTotal <= 0) {
            return "";
        }
        double part = Math.min(1, (double) bytes / bytesTotal);
        int full = (int) (part * BAR_WIDTH);
        return String.format(
                Locale.ROOT, "[%s%s] %3.0f %%  ", "#".repeat(full), "-".repeat(BAR_WIDTH - full), part * 100);
    }
}
