package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Globals;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
        var plain = PlainLine.read(catalogue, words);
        if (plain.isPresent()) {
            return plain.get().asksForHelp()
                    ? new Help(List.of(plain.get().entry().name().split(" ")))
                    : run(plain.get());
        }
        var reader = new PicocliLine(catalogue);
        var read = reader.read(words);
        if (read.asksForHelp()) {
            return new Help(read.path());
        }
        var entry = catalogue.find(String.join(" ", read.path()));
        if (entry.isEmpty()) {
            throw new ParseErrors(catalogue).incomplete(read.path());
        }
        return run(reader.line(entry.get(), read));
    }

    private Run run(Line line) {
        var command = catalogue.command(line.entry());
        var description = command.description();
        var values = new HashMap<Object, Object>();
        for (var option : description.options()) {
            values.put(option, value(option.name(), option.reader(), line.option(option.name())));
        }
        for (int i = 0; i < description.arguments().size(); i++) {
            var argument = description.arguments().get(i);
            values.put(
                    argument,
                    value(argument.label(), argument.reader(), line.arguments().get(i)));
        }
        return new Run(command, values, GlobalOptions.resolve(option -> line.option(option.name()), env));
    }

    private static <T> T value(String name, Function<List<String>, T> reader, List<String> words) {
        try {
            return reader.apply(words);
        } catch (IllegalArgumentException e) {
            throw TakhinException.of(ErrorCode.USAGE, name + ": " + e.getMessage());
        }
    }
}
