package io.takhin.cli.shell;

import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Globals;
import io.takhin.cli.complete.Suggestions;
import io.takhin.cli.console.Console;
import io.takhin.cli.console.Style;
import io.takhin.cli.user.HistoryFile;
import io.takhin.common.error.TakhinException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;

/** Reads commands from a person and runs them, until the person leaves. Used by one thread. */
final class Repl {

    /** What shows itself as it goes, and must not wait for its end. */
    private static final Set<String> LIVE = Set.of("consume", "produce", "top");

    private final Session session;
    private final Console console;
    private final Terminal terminal;
    private final ClusterStatus status;
    private final Supplier<Globals> globals;
    private final LineReader reader;
    private final Style style;
    private volatile boolean running;
    private ExitCode last = ExitCode.OK;

    Repl(Session session, Console console, Terminal terminal, ClusterStatus status, Supplier<Globals> globals) {
        this.session = session;
        this.console = console;
        this.terminal = terminal;
        this.status = status;
        this.globals = globals;
        this.style = Style.of(globals.get().color(), session.env(), true);
        var suggestions = new Suggestions(
                session.lines().catalogue(), new LiveNames(() -> globals.get().target()));
        this.reader = reader(suggestions);
    }

    /** Runs until Ctrl-D; the code of the last command. */
    ExitCode run() throws InterruptedException {
        var thread = Thread.currentThread();
        terminal.handle(Terminal.Signal.INT, signal -> {
            if (running) {
                thread.interrupt();
            }
        });
        status.listen(this::refreshPrompt);
        while (true) {
            try {
                var words = Words.of(line()).texts();
                if (!words.isEmpty()) {
                    last = run(words);
                    status.changed();
                }
            } catch (EndOfFileException e) {
                return last;
            }
        }
    }

    private String line() {
        try {
            return reader.readLine(prompt());
        } catch (UserInterruptException e) {
            return ""; // Ctrl-C at the prompt: the line is thrown away
        }
    }

    private ExitCode run(List<String> words) throws InterruptedException {
        var refusal = Session.refusal(words);
        if (refusal.isPresent()) {
            console.err().println("takhin: " + refusal.get().message());
            return ExitCode.USAGE;
        }
        running = true;
        try (var input = new CommandInput(terminal)) {
            var code = isPaged(words) ? paged(words, input) : session.run(words, console, input);
            if (code == ExitCode.INTERRUPTED) {
                console.err().println(); // behind the terminal's own ^C
            }
            return code;
        } catch (IOException e) {
            console.err().println("takhin: standard output can't be written: " + e.getMessage());
            return ExitCode.INTERNAL;
        } finally {
            running = false;
            Thread.interrupted(); // a Ctrl-C that came as the command ended is no reason to leave
            console.err().flush();
        }
    }

    private ExitCode paged(List<String> words, CommandInput input) throws IOException, InterruptedException {
        var output = new ByteArrayOutputStream();
        var own = new Console(
                console.in(),
                output,
                console.err(),
                console.env(),
                console.attached(),
                console.clock(),
                console.nanoTime());
        var code = session.run(words, own, input);
        running = false;
        new Pager(session.env(), console.out()).show(output, terminal.getSize());
        return code;
    }

    /** Whether all that a command prints is there at its end: documents and help. */
    private boolean isPaged(List<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            return true;
        }
        var catalogue = session.lines().catalogue();
        for (int count = Math.min(2, words.size()); count > 0; count--) {
            var name = String.join(" ", words.subList(0, count));
            var output = catalogue.describe(name).flatMap(Description::output);
            if (output.isPresent()) {
                return !LIVE.contains(name);
            }
        }
        return false;
    }

    private String prompt() {
        var seen = status.seen();
        var state = "[" + seen.text() + "]";
        return cluster() + " " + (seen.good() ? state : style.red(state)) + "> ";
    }

    /** Shows what has been seen meanwhile in the prompt that is on the screen; on the thread that saw it. */
    private void refreshPrompt() {
        if (reader instanceof LineReaderImpl shown && shown.isReading()) {
            try {
                shown.setPrompt(prompt());
                shown.callWidget(LineReader.REDISPLAY);
            } catch (IllegalStateException e) {
                return; // the line was entered meanwhile: the next prompt shows it
            }
        }
    }

    /** The context, or the address without one. */
    private String cluster() {
        try {
            var target = globals.get().target().resolve();
            var context = target.context();
            return target.ofContext() && context != null ? context.name() : target.bootstrap();
        } catch (TakhinException e) {
            return "takhin"; // the next command will say what is wrong with the contexts
        }
    }

    private LineReader reader(Suggestions suggestions) {
        var builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("takhin")
                .parser(new LineParser())
                .highlighter(new LineHighlighter(suggestions, style.colored()))
                .history(new SafeHistory())
                .completer((lineReader, line, candidates) -> complete(suggestions, (LineParser.Line) line, candidates))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                .option(LineReader.Option.AUTO_FRESH_LINE, true);
        HistoryFile.of(globals.get().target().folders())
                .ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }

    private static void complete(Suggestions suggestions, LineParser.Line line, List<Candidate> candidates) {
        for (var offer : suggestions.of(line.before(), line.word())) {
            candidates.add(new Candidate(
                    offer.text(),
                    offer.text(),
                    null,
                    offer.meaning().isEmpty() ? null : offer.meaning(),
                    null,
                    null,
                    offer.complete()));
        }
    }
}
