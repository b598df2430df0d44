package io.takhin.cli.complete;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Option;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can follow what on a command line, as completion needs it. */
final class CompletionTree {

    /**
     * A word with what it means.
     *
     * @param text the word
     * @param meaning a phrase
     */
    record Word(String text, String meaning) {}

    /**
     * An option that has a value.
     *
     * @param names all its names
     * @param kind what the value can be, see {@link #kind}
     */
    record Value(List<String> names, String kind) {}

    private final Catalogue catalogue;

    CompletionTree(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Each path of words that others can follow, with these. */
    Map<String, Collection<Word>> words() {
        Map<String, Map<String, Word>> words = new LinkedHashMap<>();
        for (var entry : catalogue.entries()) {
            var path = "";
            for (var text : List.of(entry.name().split(" "))) {
                var name = path.isEmpty() ? text : path + " " + text;
                words.computeIfAbsent(path, key -> new LinkedHashMap<>())
                        .computeIfAbsent(text, key -> new Word(text, meaning(name)));
                path = name;
            }
        }
        Map<String, Collection<Word>> lists = new LinkedHashMap<>();
        words.forEach((path, followers) -> lists.put(path, followers.values()));
        return lists;
    }

    /** All commands; of two where one begins with the other, the longer first. */
    List<Description> commands() {
        return catalogue.entries().stream()
                .map(entry -> catalogue.command(entry).description())
                .sorted(Comparator.comparingInt(command -> -command.path().size()))
                .toList();
    }

    /** The long names of a command's options, its own first. */
    static List<Word> options(Description command) {
        return withGlobals(command.options()).stream()
                .map(option -> new Word(option.name(), option.help()))
                .toList();
    }

    /** The long names of the options of every command. */
    static List<Word> globalOptions() {
        return withGlobals(List.of()).stream()
                .map(option -> new Word(option.name(), option.help()))
                .toList();
    }

    /** Those of the options that have a value. */
    static List<Value> values(Collection<Option<?>> options) {
        return options.stream()
                .filter(option -> option.shape() != Option.Shape.FLAG)
                .map(option -> new Value(option.names(), kind(option.completes())))
                .toList();
    }

    /** A command's arguments by their index, {@code *} for any; without those that nothing is known of. */
    static Map<String, String> arguments(Description command) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (int i = 0; i < command.arguments().size(); i++) {
            Argument<?> argument = command.arguments().get(i);
            var kind = kind(argument.completes());
            if (!kind.isEmpty()) {
                kinds.put(argument.countMax() > 1 ? "*" : String.valueOf(i), kind);
            }
        }
        return kinds;
    }

    private static List<Option<?>> withGlobals(List<Option<?>> own) {
        var options = new ArrayList<>(own);
        GlobalOptions.all().stream()
                .filter(global -> own.stream().noneMatch(option -> option.name().equals(global.name())))
                .forEach(options::add);
        return options;
    }

    private String meaning(String name) {
        return catalogue
                .describe(name)
                .map(Description::summary)
                .or(() -> catalogue.group(name).map(Catalogue.Group::summary))
                .orElse("");
    }

    /** The name of a kind of live names, or all words there are with blanks between; empty where nothing is known. */
    private static String kind(Completes completes) {
        return switch (completes) {
            case Completes.Words(var words) -> String.join(" ", words);
            case Completes.Live(var kind) -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
