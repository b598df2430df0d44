package io.takhin.cli.config;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * Every value in force.
 *
 * @param options the options of commands
 * @param keys the keys of the daemon's configuration
 */
@Doc("Every value in force, with where it comes from.")
public record ConfigExplanation(
        @Doc("The options of commands.") List<Value> options,
        @Doc("The keys of the daemon's configuration.") List<Value> keys) {

    /**
     * A value.
     *
     * @param name the option or key
     * @param value its value as it would be typed
     * @param origin where it comes from
     */
    @Doc("A value.")
    public record Value(
            @Doc("The option or key.") String name,
            @Doc("Its value, as it would be typed.") String value,

            @Doc("Where it comes from: a flag, a variable, a context, a file with the line, --dev or default.")
            String origin) {}
}
