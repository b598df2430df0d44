package io.takhin.cli.run;

import io.takhin.cli.console.Style;
import io.takhin.cli.output.Documents;
import io.takhin.cli.output.OutputForm;
import io.takhin.common.error.AdminError;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** One line on standard error: what failed, whether anything was changed where that is in doubt, and what to try. */
final class ErrorReport {

    private final PrintStream err;
    private final Style style;

    ErrorReport(PrintStream err, Style style) {
        this.err = err;
        this.style = style;
    }

    void print(AdminError error, OutputForm form) {
        switch (form) {
            case JSON, JSONL -> {
                try {
                    err.writeBytes(Documents.line(error));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                err.println();
            }
            case TABLE, WIDE, YAML, NAME -> err.println(style.red("takhin:") + " " + text(error));
        }
    }

    private static String text(AdminError error) {
        var line = new StringBuilder(oneLine(error.message()));
        switch (error.applied()) {
            case NO -> {}
            case YES -> line.append("; applied=yes");
            case UNKNOWN -> line.append("; applied=unknown");
        }
        if (error.hint() != null) {
            line.append("; ").append(oneLine(error.hint()));
        }
        return line.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
