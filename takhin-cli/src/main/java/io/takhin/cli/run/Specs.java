package io.takhin.cli.run;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Picocli's model of the commands. If the first words name one, only that is built: a model of all costs more than the
 * rest of a command's start.
 */
final class Specs {

    private static final int PATH_WORDS_MAX = 2;

    private final Catalogue catalogue;

    Specs(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A parser that knows at least the command these words name. */
    CommandLine commandLine(List<String> words) {
        var root = withGlobals(CommandSpec.create().name("takhin"));
        for (var entry : needed(words)) {
            add(root, entry);
        }
        return new CommandLine(root)
                .setExpandAtFiles(false) // "@" begins a time
                .setInterpolateVariables(false)
                .setAbbreviatedOptionsAllowed(false)
                .setAbbreviatedSubcommandsAllowed(false);
    }

    private List<Catalogue.Entry> needed(List<String> words) {
        for (int count = Math.min(PATH_WORDS_MAX, words.size()); count > 0; count--) {
            var entry = catalogue.find(String.join(" ", words.subList(0, count)));
            if (entry.isPresent()) {
                return List.of(entry.get());
            }
        }
        return catalogue.entries();
    }

    private void add(CommandSpec root, Catalogue.Entry entry) {
        var path = List.of(entry.name().split(" "));
        var parent = root;
        for (var word : path.subList(0, path.size() - 1)) {
            var known = parent.subcommands().get(word);
            var group = known == null ? withGlobals(CommandSpec.create().name(word)) : known.getCommandSpec();
            if (known == null) {
                parent.addSubcommand(word, group);
            }
            parent = group;
        }
        parent.addSubcommand(path.getLast(), leaf(catalogue.command(entry).description()));
    }

    private static CommandSpec leaf(Description description) {
        var spec = CommandSpec.create().name(description.path().getLast());
        Map<String, Option<?>> options = new LinkedHashMap<>();
        GlobalOptions.all().forEach(option -> options.put(option.name(), option));
        description.options().forEach(option -> options.put(option.name(), option));
        options.values().forEach(option -> spec.addOption(option(option)));
        for (int i = 0; i < description.arguments().size(); i++) {
            spec.addPositional(positional(description.arguments().get(i), i));
        }
        return spec;
    }

    private static CommandSpec withGlobals(CommandSpec spec) {
        GlobalOptions.all().forEach(option -> spec.addOption(option(option)));
        return spec;
    }

    private static OptionSpec option(Option<?> option) {
        var builder = OptionSpec.builder(option.names().toArray(String[]::new))
                .paramLabel(option.label())
                .usageHelp(option.equals(GlobalOptions.HELP));
        return switch (option.shape()) {
            case FLAG -> builder.arity("0").type(boolean.class).build();
            case VALUE -> builder.arity("1").type(String.class).build();
            case LIST ->
                builder.arity("1").type(List.class).auxiliaryTypes(String.class).build();
        };
    }

    private static PositionalParamSpec positional(Argument<?> argument, int index) {
        var builder = PositionalParamSpec.builder().paramLabel(argument.label()).required(argument.countMin() > 0);
        if (argument.countMax() == 1) {
            return builder.index(String.valueOf(index))
                    .arity(argument.countMin() + "..1")
                    .type(String.class)
                    .build();
        }
        return builder.index(index + "..*")
                .arity(argument.countMin() + "..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }
}
