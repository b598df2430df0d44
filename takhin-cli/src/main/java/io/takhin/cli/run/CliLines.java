package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Lines;
import io.takhin.cli.console.Console;
import io.takhin.common.error.AdminError;
import java.util.List;
import java.util.Optional;

/**
 * Runs command lines by the one parser there is.
 *
 * @param catalogue all commands
 */
record CliLines(Catalogue catalogue) implements Lines {

    @Override
    public ExitCode run(List<String> words, Console console) {
        return new Cli(catalogue, console).run(words);
    }

    @Override
    public Optional<AdminError> problem(List<String> words, Console console) {
        return new Cli(catalogue, console).problem(words);
    }
}
