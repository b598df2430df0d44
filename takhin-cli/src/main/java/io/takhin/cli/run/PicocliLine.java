package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Reads any command line, with picocli. */
final class PicocliLine {

    private final Catalogue catalogue;

    PicocliLine(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * What a line turned out to be.
     *
     * @param path the words of commands and groups on it
     * @param results what picocli made of each, the program's first
     */
    record Read(List<String> path, List<ParseResult> results) {

        /** Whether it asks for help anywhere. */
        boolean asksForHelp() {
            return results.stream().anyMatch(result -> given(result, GlobalOptions.HELP));
        }
    }

    /**
     * Reads a line.
     *
     * @throws io.takhin.common.error.TakhinException with USAGE, saying what would be right
     */
    Read read(List<String> words) {
        var line = new Specs(catalogue).commandLine(words);
        var results = new ArrayList<ParseResult>();
        try {
            for (var result = line.parseArgs(words.toArray(String[]::new));
                    result != null;
                    result = result.hasSubcommand() ? result.subcommand() : null) {
                results.add(result);
            }
        } catch (CommandLine.ParameterException e) {
            throw new ParseErrors(catalogue).translated(e);
        }
        var path = results.stream()
                .skip(1)
                .map(result -> result.commandSpec().name())
                .toList();
        return new Read(path, results);
    }

    /** The words of a line that names a command. */
    Line line(Catalogue.Entry entry, Read read) {
        var description = catalogue.command(entry).description();
        var leaf = read.results.getLast();
        Map<String, List<String>> options = new HashMap<>();
        for (var option : GlobalOptions.all()) {
            // A global option may stand before the command or behind it; the one behind wins.
            read.results.stream()
                    .filter(result -> given(result, option))
                    .forEach(result -> options.put(option.name(), words(result, option)));
        }
        for (var option : description.options()) {
            if (given(leaf, option)) {
                options.put(option.name(), words(leaf, option));
            }
        }
        var arguments = new ArrayList<List<String>>();
        for (int i = 0; i < description.arguments().size(); i++) {
            arguments.add(words(leaf, i));
        }
        return new Line(entry, options, arguments);
    }

    private static boolean given(ParseResult result, Option<?> option) {
        return result.hasMatchedOption(option.name());
    }

    private static List<String> words(ParseResult result, Option<?> option) {
        return option.shape() == Option.Shape.FLAG
                ? List.of("true")
                : result.matchedOption(option.name()).originalStringValues();
    }

    private static List<String> words(ParseResult result, int index) {
        return result.matchedPositionals().stream()
                .filter(positional -> positional.index().min() == index)
                .findFirst()
                .map(positional -> positional.originalStringValues())
                .orElse(List.of());
    }
}
