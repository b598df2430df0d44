package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the lines that leave no doubt, in a fraction of the time that picocli takes to be set up: global options, the
 * words of a command, then options by their whole names and arguments, all of them known, enough and not too many, and
 * no value empty or with a dash before it. What it reads, picocli reads the same way; every other line, right or wrong,
 * is left to picocli.
 */
final class PlainLine {

    private static final int PATH_WORDS_MAX = 2;

    private final Catalogue catalogue;
    private final List<String> words;
    private int next;
    private Map<String, List<String>> options = new HashMap<>();

    private PlainLine(Catalogue catalogue, List<String> words) {
        this.catalogue = catalogue;
        this.words = words;
    }

    /** Reads a line, if it leaves no doubt. */
    static Optional<Line> read(Catalogue catalogue, List<String> words) {
        return new PlainLine(catalogue, words).read();
    }

    private Optional<Line> read() {
        var known = new HashMap<String, Option<?>>();
        know(known, GlobalOptions.all());
        while (isOption()) {
            if (!takeOption(known)) {
                return Optional.empty();
            }
        }
        var before = options;
        options = new HashMap<>();
        var entry = takeCommand();
        if (entry.isEmpty() || (!before.isEmpty() && isDoubtful(entry.get(), before))) {
            return Optional.empty();
        }
        var description = catalogue.command(entry.get()).description();
        know(known, description.options());
        var rest = new ArrayList<String>();
        while (next < words.size()) {
            if (!isOption()) {
                rest.add(words.get(next++));
            } else if (!takeOption(known)) {
                return Optional.empty();
            }
        }
        before.forEach(options::putIfAbsent); // what stands behind the command wins
        return arguments(description, rest).map(arguments -> new Line(entry.get(), options, arguments));
    }

    private static void know(Map<String, Option<?>> known, List<Option<?>> more) {
        for (var option : more) {
            for (var name : option.names()) {
                known.put(name, option);
            }
        }
    }

    /** Behind options, picocli takes every word that names a command or a group for its beginning. */
    private boolean isDoubtful(Catalogue.Entry entry, Map<String, List<String>> before) {
        return catalogue.group(entry.name()).isPresent()
                || before.values().stream()
                        .map(List::getFirst)
                        .anyMatch(value -> catalogue.group(value).isPresent()
                                || catalogue.find(value).isPresent());
    }

    private boolean isOption() {
        return next < words.size() && words.get(next).startsWith("-");
    }

    private Optional<Catalogue.Entry> takeCommand() {
        for (int count = Math.min(PATH_WORDS_MAX, words.size() - next); count > 0; count--) {
            var entry = catalogue.find(String.join(" ", words.subList(next, next + count)));
            if (entry.isPresent()) {
                next += count;
                return entry;
            }
        }
        return Optional.empty();
    }

    private boolean takeOption(Map<String, Option<?>> known) {
        var word = words.get(next++);
        int sign = word.startsWith("--") ? word.indexOf('=') : -1;
        var option = known.get(sign < 0 ? word : word.substring(0, sign));
        if (option == null) {
            return false;
        }
        if (option.shape() == Option.Shape.FLAG) {
            return sign < 0 && put(option, "true");
        }
        if (sign < 0) {
            return next < words.size() && put(option, words.get(next++));
        }
        return put(option, word.substring(sign + 1));
    }

    private boolean put(Option<?> option, String value) {
        if (value.isEmpty() || value.startsWith("-")) {
            return false;
        }
        var all = options.computeIfAbsent(option.name(), _ -> new ArrayList<>());
        all.add(value);
        return all.size() == 1 || option.shape() == Option.Shape.LIST;
    }

    private static Optional<List<List<String>>> arguments(Description description, List<String> rest) {
        var arguments = new ArrayList<List<String>>();
        int taken = 0;
        for (var argument : description.arguments()) {
            int count = Math.min(argument.countMax(), rest.size() - taken);
            if (count < argument.countMin()) {
                return Optional.empty();
            }
            arguments.add(List.copyOf(rest.subList(taken, taken + count)));
            taken += count;
        }
        return taken == rest.size() && !rest.contains("") ? Optional.of(arguments) : Optional.empty();
    }
}
