package io.takhin.cli.shell;

import io.takhin.cli.command.EndedException;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.console.Console;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands from a text, up to the first that fails. Used by one thread. */
final class Batch {

    private static final int COMMAND_LENGTH_MAX = 1 << 20;

    /**
     * A command.
     *
     * @param line the line it begins in, from 1 on
     * @param words its words
     */
    private record Item(int line, List<String> words) {}

    private final Session session;
    private final Console console;
    private String name = "standard input";
    private int line;
    private int done;

    Batch(Session session, Console console) {
        this.session = session;
        this.console = console;
    }

    /** Runs a whole text, if every line of it can be understood. */
    void runFile(String fileName, String text) throws IOException, InterruptedException {
        name = fileName;
        var items = new ArrayList<Item>();
        var reader = new BufferedReader(new StringReader(text));
        for (var item = next(reader); item.isPresent(); item = next(reader)) {
            check(item.get());
            items.add(item.get());
        }
        for (var item : items) {
            run(item, console.in());
        }
    }

    /** Runs what comes, as it comes. */
    void runStream(InputStream in) throws IOException, InterruptedException {
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        var buffered = new BufferedReader(reader);
        for (var item = next(buffered); item.isPresent(); item = next(buffered)) {
            check(item.get());
            run(item.get(), InputStream.nullInputStream());
        }
    }

    private Optional<Item> next(BufferedReader reader) throws IOException {
        var text = new StringBuilder();
        int first = line + 1;
        for (var next = reader.readLine(); next != null; next = reader.readLine()) {
            line++;
            text.append(next);
            if (text.length() > COMMAND_LENGTH_MAX) {
                throw bad(first, AdminError.of(ErrorCode.USAGE, "the command is longer than 1 MiB"));
            }
            var words = Words.of(text.toString());
            if (words.end() == Words.End.COMPLETE) {
                if (!words.words().isEmpty()) {
                    return Optional.of(new Item(first, words.texts()));
                }
                text.setLength(0);
                first = line + 1;
            } else {
                text.append('\n');
            }
        }
        if (!text.isEmpty()) {
            throw bad(first, AdminError.of(ErrorCode.USAGE, "the text ends within a quote or a continued line"));
        }
        return Optional.empty();
    }

    private void check(Item item) {
        session.problem(item.words(), console).ifPresent(problem -> {
            throw bad(item.line(), problem);
        });
    }

    private void run(Item item, InputStream input) throws InterruptedException {
        var code = session.run(item.words(), console, input);
        if (code == ExitCode.INTERRUPTED) {
            throw new InterruptedException();
        }
        if (code != ExitCode.OK) {
            console.err()
                    .println("takhin: stopped at line " + item.line() + " of " + name + ", which ended with "
                            + code.code() + "; " + done + " before it " + (done == 1 ? "was" : "were") + " done");
            throw new EndedException(code);
        }
        done++;
    }

    private TakhinException bad(int at, AdminError problem) {
        var error = new AdminError(
                problem.code(),
                "line " + at + " of " + name + ": " + problem.message(),
                problem.retryable(),
                done == 0 ? Applied.NO : Applied.YES,
                problem.hint());
        return new TakhinException(error);
    }
}
