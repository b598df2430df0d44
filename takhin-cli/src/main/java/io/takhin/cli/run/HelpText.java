package io.takhin.cli.run;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Option;
import io.takhin.cli.console.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The help of the program, of a group and of a command, 80 columns wide. */
final class HelpText {

    private static final int WIDTH = 80;
    private static final int COLUMN_MAX = 34;

    private final Catalogue catalogue;
    private final Style style;

    private record Row(String left, String right) {}

    HelpText(Catalogue catalogue, Style style) {
        this.catalogue = catalogue;
        this.style = style;
    }

    /** The help of what these words name. */
    List<String> of(List<String> path) {
        var name = String.join(" ", path);
        return catalogue
                .find(name)
                .map(entry -> command(catalogue.command(entry).description()))
                .or(() -> catalogue.group(name).map(this::group))
                .orElseGet(this::program);
    }

    private List<String> program() {
        var lines = new ArrayList<String>();
        lines.add("takhin - a replicated log that one person can operate");
        lines.add("");
        lines.add(style.bold("Usage:") + " takhin COMMAND [OPTIONS] [ARGUMENTS]");
        for (var section : Catalogue.Section.values()) {
            var rows = catalogue.entries().stream()
                    .filter(entry -> entry.section() == section)
                    .map(this::row)
                    .toList();
            if (!rows.isEmpty()) {
                heading(lines, section.title() + ":");
                rows(lines, rows);
            }
        }
        heading(lines, "Options of every command, each with a variable such as TAKHIN_BOOTSTRAP:");
        rows(lines, GlobalOptions.all().stream().map(HelpText::row).toList());
        heading(lines, "Exit codes:");
        rows(lines, exits(List.of(ExitCode.values())));
        lines.add("");
        lines.add("Start here: takhin serve --dev");
        lines.add("More on a command: takhin COMMAND --help");
        return lines;
    }

    private List<String> group(Catalogue.Group group) {
        var lines = new ArrayList<String>();
        lines.add("takhin " + group.name() + " - " + group.summary());
        lines.add("");
        lines.add(style.bold("Usage:") + " takhin " + group.name() + " COMMAND [OPTIONS] [ARGUMENTS]");
        heading(lines, "Commands:");
        rows(lines, catalogue.members(group.name()).stream().map(this::row).toList());
        lines.add("");
        lines.add("More on a command: takhin " + group.name() + " COMMAND --help");
        return lines;
    }

    private List<String> command(Description description) {
        var lines = new ArrayList<String>();
        lines.add("takhin " + description.name() + " - " + description.summary());
        lines.add("");
        lines.add(style.bold("Usage:") + " takhin " + description.name() + " [OPTIONS]"
                + description.arguments().stream()
                        .map(argument -> " " + argument.usage())
                        .collect(Collectors.joining()));
        for (var paragraph : description.details()) {
            lines.add("");
            lines.addAll(wrapped(paragraph, WIDTH));
        }
        if (!description.arguments().isEmpty()) {
            heading(lines, "Arguments:");
            rows(
                    lines,
                    description.arguments().stream()
                            .map(argument -> new Row(argument.label(), argument.help()))
                            .toList());
        }
        if (!description.options().isEmpty()) {
            heading(lines, "Options:");
            rows(lines, description.options().stream().map(HelpText::row).toList());
        }
        lines.add("");
        lines.addAll(wrapped(
                "Options of every command, explained in \"takhin --help\": "
                        + GlobalOptions.all().stream()
                                .filter(option -> description.options().stream()
                                        .noneMatch(own -> own.name().equals(option.name())))
                                .map(option -> option.names().getFirst())
                                .collect(Collectors.joining(" ")),
                WIDTH));
        heading(lines, "Exit codes:");
        rows(lines, exits(description.everyExit()));
        if (!description.examples().isEmpty()) {
            heading(lines, "Examples:");
            for (var example : description.examples()) {
                lines.add("  " + example.line());
                lines.add("      " + example.meaning());
            }
        }
        return lines;
    }

    private Row row(Catalogue.Entry entry) {
        return new Row(entry.name(), catalogue.command(entry).description().summary());
    }

    private static Row row(Option<?> option) {
        return new Row(option.usage(), option.help());
    }

    private static List<Row> exits(List<ExitCode> codes) {
        return codes.stream()
                .map(code -> new Row(String.format("%3d", code.code()), code.meaning()))
                .toList();
    }

    private void heading(List<String> lines, String title) {
        lines.add("");
        lines.add(style.bold(title));
    }

    private static void rows(List<String> lines, List<Row> rows) {
        int column = rows.stream()
                .mapToInt(row -> row.left().length())
                .filter(length -> length <= COLUMN_MAX)
                .max()
                .orElse(0);
        var indent = " ".repeat(column + 4);
        for (var row : rows) {
            var right = wrapped(row.right(), WIDTH - indent.length());
            if (row.left().length() > column) {
                lines.add("  " + row.left());
                right.forEach(line -> lines.add(indent + line));
            } else {
                lines.add("  " + row.left() + " ".repeat(column - row.left().length() + 2) + right.getFirst());
                right.stream().skip(1).forEach(line -> lines.add(indent + line));
            }
        }
    }

    private static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
