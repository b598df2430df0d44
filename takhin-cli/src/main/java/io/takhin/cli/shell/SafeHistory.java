package io.takhin.cli.shell;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/** A history that never learns a secret: lines that look as if they held one, or begin with a blank, are not kept. */
final class SafeHistory extends DefaultHistory {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)(passw(or)?d|passphrase|secret|token|credential|api[-_.]?key|private[-_.]?key|://[^/ ]*:[^/ ]*@)");

    /** Whether a line may be kept. */
    static boolean mayKeep(String line) {
        return !line.isBlank() && !line.startsWith(" ") && !SECRET.matcher(line).find();
    }

    @Override
    public void add(Instant time, String line) {
        if (mayKeep(line)) {
            super.add(time, line);
        }
    }
}
