package io.takhin.cli.command;

import io.takhin.cli.console.Style;
import io.takhin.cli.output.OutputForm;
import io.takhin.cli.user.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The values of the global options: from flags, else from the environment, else from the context, else the defaults.
 *
 * @param target which cluster the command talks to
 * @param output how data is printed
 * @param timeout how long the whole command may take, where it was said
 * @param color when to colour
 * @param quiet whether notes and progress are left out
 * @param verbose whether failures come with their stack
 * @param yes whether every question is answered with yes
 * @param confirmCluster the protected context that may be changed
 * @param choices each option's value and where it comes from, but for those of the target
 */
public record Globals(
        Target target,
        OutputForm output,
        Optional<Duration> timeout,
        Style.When color,
        boolean quiet,
        boolean verbose,
        boolean yes,
        Optional<String> confirmCluster,
        List<Choice> choices) {

    /** How long a command may take that was not told. */
    public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);

    /**
     * The value of an option.
     *
     * @param option its name
     * @param value its value as it is typed
     * @param origin the flag or variable, or "default"
     */
    public record Choice(String option, String value, String origin) {}

    /** How long the command may take: as told, or the default. */
    public Duration timeoutOrDefault() {
        return timeout.orElse(TIMEOUT_DEFAULT);
    }

    /** The same for one address, in place of the cluster's; what is protected stays so. */
    public Globals at(String address) {
        return new Globals(target.at(address), output, timeout, color, quiet, verbose, yes, confirmCluster, choices);
    }

    /**
     * Where to reach the cluster, each HOST:PORT, in the order to try.
     *
     * @throws io.takhin.common.error.TakhinException with USAGE if a context that is named does not exist or can't be
     *     read
     */
    public List<String> bootstrap() {
        return GlobalOptions.endpoints(target.resolve());
    }
}
