package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Says what is wrong with a command line, and what was likely meant. */
final class ParseErrors {

    private final Catalogue catalogue;

    ParseErrors(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The failure for what picocli found. */
    TakhinException translated(CommandLine.ParameterException e) {
        var spec = e.getCommandLine().getCommandSpec();
        // No switch over patterns: it makes a class while it runs, 12 ms of a command.
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().getFirst(), spec);
        }
        if (e instanceof CommandLine.MissingParameterException missing) {
            return missing(missing, spec);
        }
        if (e instanceof CommandLine.OverwrittenOptionException overwritten) {
            return usage(nameOf(overwritten.getOverwritten()) + " is given more than once", spec, Optional.empty());
        }
        return usage(firstLine(String.valueOf(e.getMessage())), spec, Optional.empty());
    }

    /** The failure for words that lead to commands but are none. */
    TakhinException incomplete(List<String> path) {
        var group = String.join(" ", path);
        if (group.isEmpty()) {
            return failure("there is no command", "takhin --help", Optional.empty());
        }
        var verbs = catalogue.members(group).stream()
                .map(entry -> entry.name().substring(group.length() + 1))
                .toList();
        return failure(
                "\"takhin " + group + "\" needs a command: " + String.join(", ", verbs),
                "takhin " + group + " --help",
                Optional.empty());
    }

    private static TakhinException unmatched(String word, CommandSpec spec) {
        if (word.startsWith("-") && word.length() > 1) {
            var name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            Collection<String> names = spec.optionsMap().keySet();
            return usage("unknown option " + name, spec, Suggestion.of(name, names));
        }
        if (spec.subcommands().isEmpty()) {
            return usage("unexpected argument \"" + word + "\"", spec, Optional.empty());
        }
        return usage(
                "unknown command \"" + word + "\"",
                spec,
                Suggestion.of(word, spec.subcommands().keySet()));
    }

    private static TakhinException missing(CommandLine.MissingParameterException e, CommandSpec spec) {
        if (e.getMissing().isEmpty()) {
            return usage(firstLine(String.valueOf(e.getMessage())), spec, Optional.empty());
        }
        var missing = e.getMissing().getFirst();
        var problem = missing instanceof OptionSpec option
                ? option.longestName() + " needs a value: " + option.paramLabel()
                : missing.paramLabel() + " is missing";
        return usage(problem, spec, Optional.empty());
    }

    private static TakhinException usage(String problem, CommandSpec spec, Optional<String> meant) {
        return failure(problem, spec.qualifiedName() + " --help", meant);
    }

    private static TakhinException failure(String problem, String helpLine, Optional<String> meant) {
        var hint = meant.map(name -> "did you mean " + name + "? ").orElse("") + "see: " + helpLine;
        return new TakhinException(AdminError.of(ErrorCode.USAGE, problem).withHint(hint));
    }

    private static String nameOf(CommandLine.Model.ArgSpec spec) {
        return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
