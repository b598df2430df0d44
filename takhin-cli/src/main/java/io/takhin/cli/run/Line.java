package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.GlobalOptions;
import java.util.List;
import java.util.Map;

/**
 * The words of a command line, each with the option or argument that it is for.
 *
 * @param entry the command
 * @param options the words given for each option, by its long name; "true" for a flag
 * @param arguments the words of each argument of the command, in the order of its description
 */
record Line(Catalogue.Entry entry, Map<String, List<String>> options, List<List<String>> arguments) {

    /** The words of an option, none when it was not given. */
    List<String> option(String name) {
        return options.getOrDefault(name, List.of());
    }

    /** Whether the line asks for the help of its command. */
    boolean asksForHelp() {
        return options.containsKey(GlobalOptions.HELP.name());
    }
}
