package io.takhin.cli.shell;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Lines;
import io.takhin.cli.console.Console;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs command lines one after the other. Used by one thread. */
final class Session {

    /** These take the whole process, or would never end. */
    private static final Set<String> REFUSED = Set.of("repl", "batch", "serve");

    private final Lines lines;
    private final Map<String, String> env;

    /** Runs lines in this environment, which stands for the options of the command that runs them. */
    Session(Lines lines, Map<String, String> env) {
        this.lines = lines;
        this.env = env;
    }

    Lines lines() {
        return lines;
    }

    Map<String, String> env() {
        return env;
    }

    /** What is wrong with a line, as far as that can be told without running it. */
    Optional<AdminError> problem(List<String> words, Console console) {
        var refusal = refusal(words);
        return refusal.isPresent() ? refusal : lines.problem(words, in(console, console.in()));
    }

    /** Why a command can't be run among others, where it can't. */
    static Optional<AdminError> refusal(List<String> words) {
        return REFUSED.contains(words.getFirst())
                ? Optional.of(AdminError.of(
                        ErrorCode.USAGE, "\"takhin " + words.getFirst() + "\" can't be run among other commands"))
                : Optional.empty();
    }

    /** Runs a line with this standard input. */
    ExitCode run(List<String> words, Console console, InputStream input) {
        return lines.run(words, in(console, input));
    }

    private Console in(Console console, InputStream input) {
        return new Console(
                input, console.out(), console.err(), env, console.attached(), console.clock(), console.nanoTime());
    }
}
