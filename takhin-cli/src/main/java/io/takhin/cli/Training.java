package io.takhin.cli;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.console.Console;
import io.takhin.cli.console.ProcessConsole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs many command lines in one process, as an AOT cache is made from what one process did. The packages' build is its
 * only user.
 */
final class Training {

    private static final byte[] INPUT = "one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8);

    private Training() {}

    /**
     * Runs the command lines of a file: one in a line, its exit code first, words separated by single spaces; lines
     * that begin with # are left out. Each command reads the same three lines from standard input. Ends with 1 at the
     * first exit code that is another than the expected one.
     */
    public static void main(String[] words) throws IOException {
        var console = ProcessConsole.open();
        for (var line : Files.readAllLines(Path.of(words[0]))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                run(console, line);
            }
        }
    }

    private static void run(Console console, String line) {
        var expected = line.substring(0, line.indexOf(' '));
        var words = List.of(line.substring(expected.length() + 1).split(" "));
        var own = new Console(
                new ByteArrayInputStream(INPUT),
                console.out(),
                console.err(),
                console.env(),
                console.attached(),
                console.clock(),
                console.nanoTime());
        var code = Main.run(own, words).map(ExitCode::code).orElseThrow();
        if (code != Integer.parseInt(expected)) {
            console.err()
                    .println("training: \"" + String.join(" ", words) + "\" ended with " + code + " where " + expected
                            + " is expected");
            System.exit(1);
        }
    }
}
