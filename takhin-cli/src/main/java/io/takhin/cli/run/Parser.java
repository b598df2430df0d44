package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Globals;
import io.takhin.cli.command.Option;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Reads command lines. Nothing may be abbreviated, so that a new name never changes what an old script means. */
final class Parser {

    /** What a command line asks for. */
    sealed interface Parsed {}

    /**
     * Run a command.
     *
     * @param command which
     * @param values the values of its options and arguments, by these
     * @param globals the global options
     */
    record Run(Command command, Map<Object, Object> values, Globals globals) implements Parsed {}

    /**
     * Show the help.
     *
     * @param path of which command or group, empty for all
     */
    record Help(List<String> path) implements Parsed {}

    private final Catalogue catalogue;
    private final Map<String, String> env;

    Parser(Catalogue catalogue, Map<String, String> env) {
        this.catalogue = catalogue;
        this.env = env;
    }

    /**
     * Reads a command line.
     *
     * @throws TakhinException with USAGE, saying what would be right
     */
    Parsed parse(List<String> words) {
        if (words.isEmpty()) {
            return new Help(List.of());
        }
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
        if (results.stream().anyMatch(result -> given(result, GlobalOptions.HELP))) {
            return new Help(path);
        }
        var entry = catalogue.find(String.join(" ", path));
        if (entry.isEmpty()) {
            throw new ParseErrors(catalogue).incomplete(path);
        }
        return run(catalogue.command(entry.get()), results);
    }

    private Run run(Command command, List<ParseResult> results) {
        var leaf = results.getLast();
        var description = command.description();
        var values = new HashMap<Object, Object>();
        for (var option : description.options()) {
            values.put(option, value(option.name(), option.reader(), words(leaf, option)));
        }
        for (int i = 0; i < description.arguments().size(); i++) {
            var argument = description.arguments().get(i);
            values.put(argument, value(argument.label(), argument.reader(), words(leaf, i)));
        }
        return new Run(command, values, GlobalOptions.resolve(option -> lastGiven(results, option), env));
    }

    private static <T> T value(String name, Function<List<String>, T> reader, List<String> words) {
        try {
            return reader.apply(words);
        } catch (IllegalArgumentException e) {
            throw TakhinException.of(ErrorCode.USAGE, name + ": " + e.getMessage());
        }
    }

    /** A global option may stand before the command or behind it; the one behind wins. */
    private static List<String> lastGiven(List<ParseResult> results, Option<?> option) {
        return results.reversed().stream()
                .filter(result -> given(result, option))
                .findFirst()
                .map(result -> words(result, option))
                .orElse(List.of());
    }

    private static boolean given(ParseResult result, Option<?> option) {
        return result.hasMatchedOption(option.name());
    }

    private static List<String> words(ParseResult result, Option<?> option) {
        if (!given(result, option)) {
            return List.of();
        }
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
