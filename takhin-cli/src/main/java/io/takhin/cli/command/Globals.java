package io.takhin.cli.command;

import io.takhin.cli.console.Style;
import io.takhin.cli.output.OutputForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The values of the global options: from flags, else from the environment, else the defaults.
 *
 * @param bootstrap where to reach the cluster, each HOST:PORT, in the order to try
 * @param output how data is printed
 * @param timeout how long the whole command may take, where it was said
 * @param color when to colour
 * @param quiet whether notes and progress are left out
 * @param verbose whether failures come with their stack
 * @param yes whether every question is answered with yes
 */
public record Globals(
        List<String> bootstrap,
        OutputForm output,
        Optional<Duration> timeout,
        Style.When color,
        boolean quiet,
        boolean verbose,
        boolean yes) {

    /** How long a command may take that was not told. */
    public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);

    /** How long the command may take: as told, or the default. */
    public Duration timeoutOrDefault() {
        return timeout.orElse(TIMEOUT_DEFAULT);
    }
}
