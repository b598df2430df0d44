package io.takhin.cli.reference;

import static io.takhin.cli.reference.Roff.bold;
import static io.takhin.cli.reference.Roff.italic;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A man page for each command and each group of commands. */
final class CommandPages {

    private final Catalogue catalogue;

    CommandPages(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** All of them, by the name of the file. */
    Map<String, String> all() {
        var pages = new TreeMap<String, String>();
        for (var entry : catalogue.entries()) {
            pages.put(
                    page(entry.name()) + ".1", command(catalogue.command(entry).description()));
        }
        for (var group : catalogue.groups()) {
            pages.putIfAbsent(page(group.name()) + ".1", group(group));
        }
        return pages;
    }

    /** The name of a command's page. */
    static String page(String command) {
        return "takhin-" + command.replace(' ', '-');
    }

    private String command(Description command) {
        var roff = new Roff(page(command.name()).toUpperCase(Locale.ROOT), 1);
        roff.name(page(command.name()), command.summary());
        roff.section("SYNOPSIS")
                .line(bold("takhin " + command.name()) + " [" + italic("OPTIONS") + "]"
                        + command.arguments().stream()
                                .map(argument -> " " + usage(argument))
                                .collect(Collectors.joining()));
        if (!command.details().isEmpty()) {
            roff.section("DESCRIPTION");
            command.details().forEach(roff::paragraph);
        }
        if (!command.arguments().isEmpty()) {
            roff.section("ARGUMENTS");
            command.arguments().forEach(argument -> roff.item(italic(argument.label()), sentence(argument.help())));
        }
        roff.section("OPTIONS");
        command.options().forEach(option -> roff.item(usage(option), sentence(option.help())));
        roff.paragraph("The options of every command, such as --output and --bootstrap, are in takhin(1).");
        exits(roff, command.everyExit());
        if (!command.examples().isEmpty()) {
            roff.section("EXAMPLES");
            for (var example : command.examples()) {
                roff.paragraph(sentence(example.meaning()).replaceFirst("\\.$", ":"));
                roff.example(example.line());
            }
        }
        return seeAlso(roff, command).toString();
    }

    private String group(Catalogue.Group group) {
        var roff = new Roff(page(group.name()).toUpperCase(Locale.ROOT), 1);
        roff.name(page(group.name()), group.summary());
        roff.section("SYNOPSIS")
                .line(bold("takhin " + group.name()) + " " + italic("COMMAND") + " [" + italic("OPTIONS") + "] ["
                        + italic("ARGUMENTS") + "]");
        roff.section("COMMANDS");
        commands(roff, catalogue.members(group.name()));
        boolean ofFormats = group.name().equals("format");
        return roff.section("SEE ALSO")
                .line(bold("takhin") + "(1)" + (ofFormats ? ",\n" + bold("takhin-format") + "(7)" : ""))
                .toString();
    }

    /** A list of commands with their pages. */
    void commands(Roff roff, List<Catalogue.Entry> entries) {
        for (var entry : entries) {
            roff.item(
                    bold(page(entry.name())) + "(1)",
                    sentence(catalogue.command(entry).description().summary()));
        }
    }

    static void exits(Roff roff, List<ExitCode> codes) {
        roff.section("EXIT STATUS");
        codes.forEach(code -> roff.item(bold(String.valueOf(code.code())), sentence(code.meaning())));
    }

    static String usage(Option<?> option) {
        var names = option.names().stream().map(Roff::bold).collect(Collectors.joining(", "));
        return option.label().isEmpty() ? names : names + " " + italic(option.label());
    }

    private static String usage(Argument<?> argument) {
        var marked = italic(argument.label()) + (argument.countMax() > 1 ? "..." : "");
        return argument.countMin() == 0 ? "[" + marked + "]" : marked;
    }

    /** A phrase as a sentence. */
    static String sentence(String phrase) {
        var begun = phrase.startsWith("takhin")
                ? phrase
                : phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
        return begun.endsWith(".") || begun.endsWith(":") ? begun : begun + ".";
    }

    private Roff seeAlso(Roff roff, Description command) {
        var pages = new ArrayList<String>();
        pages.add(bold("takhin") + "(1)");
        if (command.path().size() > 1) {
            catalogue.members(command.path().getFirst()).stream()
                    .filter(entry -> !entry.name().equals(command.name()))
                    .forEach(entry -> pages.add(bold(page(entry.name())) + "(1)"));
        }
        boolean ofRecords =
                command.options().stream().anyMatch(option -> option.name().equals("--format"))
                        || command.name().startsWith("format ");
        if (ofRecords) {
            pages.add(bold("takhin-format") + "(7)");
        }
        if (command.name().equals("serve") || command.name().startsWith("config ")) {
            pages.add(bold("takhin.yaml") + "(5)");
        }
        return roff.section("SEE ALSO").line(String.join(",\n", pages));
    }

    /** The options of every command, each with its variable. */
    static void globals(Roff roff) {
        for (var option : GlobalOptions.all()) {
            roff.item(usage(option), sentence(option.help()));
            if (!option.equals(GlobalOptions.HELP)) {
                roff.line(".br").line("Variable: " + bold(GlobalOptions.variable(option)));
            }
        }
    }
}
