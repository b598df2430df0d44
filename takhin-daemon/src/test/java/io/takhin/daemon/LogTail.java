package io.takhin.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a daemon's log, for the message of a test that failed: elsewhere the message is all that is left. */
public final class LogTail {

    private static final int LINES = 40;

    private LogTail() {}

    /** The last lines of a file, or why there are none. */
    public static String of(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "no log in " + file + ": " + e.getMessage();
        }
    }
}
