package io.takhin.cli.record;

import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Text;
import io.takhin.cli.progress.ProgressBar;

/** Shows how a transfer of records goes. Used by one thread. */
public final class Progress {

    private final ProgressBar bar;
    private final String verb;
    private final long bytesTotal;

    /**
     * Starts to measure.
     *
     * @param verb what is done, in the past, as "produced"
     * @param bytesTotal how many bytes there will be, 0 if that is not known
     */
    public Progress(Invocation invocation, String verb, long bytesTotal) {
        this.bar = new ProgressBar(invocation);
        this.verb = verb;
        this.bytesTotal = bytesTotal;
    }

    /** Says how far it is; cheap, and mostly silent. */
    public void at(long records, long bytes) {
        bar.at(bytes, bytesTotal, () -> brief(records, bytes), () -> line(records, bytes));
    }

    /** Ends the bar and says what became of it all, if that took long or is always worth saying. */
    public void end(long records, long bytes, boolean always) {
        bar.end(() -> line(records, bytes), always);
    }

    /** How long it took so far. */
    public long elapsedNs() {
        return bar.elapsedNs();
    }

    private String brief(long records, long bytes) {
        return Text.count(records, "record") + ", " + Text.megabytes(bytes) + ", " + Text.speed(bytes, bar.elapsedNs());
    }

    private String line(long records, long bytes) {
        long elapsedNs = bar.elapsedNs();
        return verb + " " + Text.count(records, "record") + ", " + Text.megabytes(bytes) + " in "
                + Text.seconds(elapsedNs) + " (" + Text.speed(bytes, elapsedNs) + ")";
    }
}
