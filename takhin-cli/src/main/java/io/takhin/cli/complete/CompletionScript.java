package io.takhin.cli.complete;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.complete.CompletionTree.Value;
import io.takhin.cli.complete.CompletionTree.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes completion scripts: a template per shell, with what is known of the commands as branches in it. */
public final class CompletionScript {

    private static final String INDENT = "    ";
    private static final String FISH_INDENT = "        ";

    private final Catalogue catalogue;
    private final CompletionTree tree;

    /** Completes these commands. */
    public CompletionScript(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.tree = new CompletionTree(catalogue);
    }

    /** The script for a shell. */
    public String of(Shell shell) {
        Map<String, Function<Shell, List<String>>> parts = Map.of(
                "@words@", this::words,
                "@options@", this::options,
                "@globals@", CompletionScript::globals,
                "@values@", this::values,
                "@arguments@", this::arguments);
        var script = template(shell).replace("@bootstrap@", GlobalOptions.BOOTSTRAP_DEFAULT);
        for (var part : parts.entrySet()) {
            script = script.replace(
                    part.getKey(), String.join("\n", part.getValue().apply(shell)));
        }
        return script;
    }

    private List<String> words(Shell shell) {
        return tree.words().entrySet().stream()
                .map(entry -> list(shell, entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<String> options(Shell shell) {
        return catalogue.entries().stream()
                .map(entry -> catalogue.command(entry).description())
                .map(command -> list(shell, command.name(), CompletionTree.options(command)))
                .toList();
    }

    private static List<String> globals(Shell shell) {
        var globals = CompletionTree.globalOptions();
        return switch (shell) {
            case BASH -> List.of(texts(globals));
            case ZSH ->
                globals.stream().map(word -> INDENT + INDENT + zshItem(word)).toList();
            case FISH -> List.of(fishItems(globals));
        };
    }

    private List<String> values(Shell shell) {
        var branches = new ArrayList<String>();
        for (var command : tree.commands()) {
            CompletionTree.values(command.options())
                    .forEach(value -> branches.add(branch(shell, command.name() + " ", value)));
        }
        CompletionTree.values(GlobalOptions.all()).forEach(value -> branches.add(branch(shell, "*", value)));
        return branches;
    }

    private List<String> arguments(Shell shell) {
        var branches = new ArrayList<String>();
        for (var command : tree.commands()) {
            CompletionTree.arguments(command)
                    .forEach((index, kind) -> branches.add(branch(
                            shell,
                            List.of(
                                    index.equals("*")
                                            ? wildcard(shell, command.name() + " ", "")
                                            : quoted(shell, command.name() + " " + index)),
                            kind)));
        }
        return branches;
    }

    /** A branch that sets a list of words. */
    private static String list(Shell shell, String path, Collection<Word> words) {
        var name = quoted(shell, path);
        return switch (shell) {
            case BASH -> INDENT + name + ") REPLY=" + quoted(shell, texts(words)) + " ;;";
            case ZSH ->
                words.stream()
                        .map(word -> "\n" + INDENT + INDENT + zshItem(word))
                        .collect(Collectors.joining(
                                "", INDENT + "(" + name + ")\n      reply=(", "\n      )\n      ;;"));
            case FISH -> FISH_INDENT + "case " + name + "\n            printf '%s\\t%s\\n' \\\n" + fishItems(words);
        };
    }

    private static String branch(Shell shell, String command, Value value) {
        var patterns = value.names().stream()
                .map(name -> command.equals("*") ? wildcard(shell, "", " " + name) : quoted(shell, command + name))
                .toList();
        return branch(shell, patterns, value.kind());
    }

    /** A branch that sets a kind. */
    private static String branch(Shell shell, List<String> patterns, String kind) {
        return switch (shell) {
            case BASH -> INDENT + String.join(" | ", patterns) + ") REPLY=" + quoted(shell, kind) + " ;;";
            case ZSH -> INDENT + "(" + String.join("|", patterns) + ") REPLY=" + quoted(shell, kind) + " ;;";
            case FISH ->
                FISH_INDENT + "case " + String.join(" ", patterns) + "\n            echo " + quoted(shell, kind);
        };
    }

    /** A pattern of anything between two texts. */
    private static String wildcard(Shell shell, String before, String behind) {
        return switch (shell) {
            case BASH, ZSH ->
                (before.isEmpty() ? "" : quoted(shell, before)) + "*" + (behind.isEmpty() ? "" : quoted(shell, behind));
            case FISH -> quoted(shell, before + "*" + behind);
        };
    }

    private static String texts(Collection<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }

    /** Text, a colon and what it means; colons of the text itself would need a backslash, but there are none. */
    private static String zshItem(Word word) {
        return quoted(Shell.ZSH, word.text() + ":" + word.meaning());
    }

    private static String fishItems(Collection<Word> words) {
        return words.stream()
                .map(word ->
                        "                " + quoted(Shell.FISH, word.text()) + " " + quoted(Shell.FISH, word.meaning()))
                .collect(Collectors.joining(" \\\n"));
    }

    private static String quoted(Shell shell, String text) {
        return switch (shell) {
            case BASH, ZSH -> "'" + text.replace("'", "'\\''") + "'";
            case FISH -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        };
    }

    private static String template(Shell shell) {
        var name = "takhin." + shell.name().toLowerCase(Locale.ROOT);
        try (var in = CompletionScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
