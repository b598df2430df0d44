package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.EndedException;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Globals;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.console.Console;
import io.takhin.cli.console.Style;
import io.takhin.cli.output.OutputForm;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs command lines. Every failure of every command ends here, as one line and one exit code. */
public final class Cli {

    private final Catalogue catalogue;
    private final Console console;

    /** Runs the commands of this catalogue on this console. */
    public Cli(Catalogue catalogue, Console console) {
        this.catalogue = catalogue;
        this.console = console;
    }

    /** Runs one command line; never throws. An interrupt ends it with {@link ExitCode#INTERRUPTED}. */
    public ExitCode run(List<String> words) {
        var code = ExitCode.INTERNAL;
        try {
            var parsed = new Parser(catalogue, console.env()).parse(words);
            // No switch over patterns: it makes a class while it runs, 8 ms of every command.
            code = parsed instanceof Parser.Run run ? run(run) : help(((Parser.Help) parsed).path());
        } catch (TakhinException e) {
            code = failed(e, Optional.empty(), GlobalOptions.guessOutput(words, console.env()));
        } catch (RuntimeException e) {
            code = failed(internal(e), Optional.empty(), GlobalOptions.guessOutput(words, console.env()));
        }
        console.err().flush();
        return code;
    }

    /** What is wrong with a command line, as far as that can be told without running it. */
    public Optional<AdminError> problem(List<String> words) {
        try {
            new Parser(catalogue, console.env()).parse(words);
            return Optional.empty();
        } catch (TakhinException e) {
            return Optional.of(e.error());
        }
    }

    private ExitCode help(List<String> path) {
        var style = Style.of(Style.When.AUTO, console.env(), console.attached().out());
        var text = String.join("\n", new HelpText(catalogue, style).of(path)) + "\n";
        try {
            console.out().write(text.getBytes(StandardCharsets.UTF_8));
            console.out().flush();
            return ExitCode.OK;
        } catch (IOException e) {
            return outputFailed(e, Optional.empty());
        }
    }

    private ExitCode run(Parser.Run run) {
        var globals = Optional.of(run.globals());
        var invocation = new Invocation(Map.copyOf(run.values()), run.globals(), console);
        var code = run(run, invocation, globals);
        invocation.closingLines().forEach(console.err()::println);
        return code;
    }

    private ExitCode run(Parser.Run run, Invocation invocation, Optional<Globals> globals) {
        try {
            run.command().run(invocation);
            console.out().flush();
            return ExitCode.OK;
        } catch (TakhinException e) {
            return Thread.interrupted()
                    ? ExitCode.INTERRUPTED
                    : failed(e, globals, run.globals().output());
        } catch (EndedException e) {
            return e.code();
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            return outputFailed(e, globals);
        } catch (RuntimeException e) {
            return failed(internal(e), globals, run.globals().output());
        }
    }

    private static TakhinException internal(RuntimeException e) {
        var error = new AdminError(
                ErrorCode.INTERNAL,
                "internal error: " + e,
                false,
                Applied.UNKNOWN,
                "run it again with -v and report what it prints");
        return new TakhinException(error, e);
    }

    /** Nobody reads on: the reader has what it wanted. Anything else is a failure. */
    private ExitCode outputFailed(IOException e, Optional<Globals> globals) {
        if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
            return ExitCode.OK;
        }
        var error = AdminError.of(ErrorCode.STORAGE, "standard output can't be written: " + e.getMessage());
        return failed(new TakhinException(error, e), globals, OutputForm.TABLE);
    }

    private ExitCode failed(TakhinException e, Optional<Globals> globals, OutputForm form) {
        var when = globals.map(Globals::color).orElse(Style.When.AUTO);
        var style = Style.of(when, console.env(), console.attached().err());
        new ErrorReport(console.err(), style).print(e.error(), form);
        if (globals.map(Globals::verbose).orElse(false)) {
            e.printStackTrace(console.err());
        }
        return ExitCode.of(e.error().code());
    }
}
