package io.takhin.cli.command;

import io.takhin.cli.console.Console;
import io.takhin.common.error.AdminError;
import java.util.List;
import java.util.Optional;

/** Runs command lines as the process runs its own. For commands that run commands. */
public interface Lines {

    /** Runs a command line; never throws. An interrupt ends it with {@link ExitCode#INTERRUPTED}. */
    ExitCode run(List<String> words, Console console);

    /** What is wrong with a command line, as far as that can be told without running it. */
    Optional<AdminError> problem(List<String> words, Console console);

    /** All commands. */
    Catalogue catalogue();
}
