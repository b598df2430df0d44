package io.takhin.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An option of a command, with what it means. The parser, the help, the completion and the man pages all come from
 * here.
 *
 * @param <T> what a command reads from it
 * @param names all its names, the short one first where there is one
 * @param label what stands for its value in the help, empty for a flag
 * @param help a line without a full stop
 * @param shape how often it may be given, and whether it has a value
 * @param completes what its value can be
 * @param reader makes a value of the words given, none when it was not; fails with an IllegalArgumentException that
 *     says what is wrong with them
 */
public record Option<T>(
        List<String> names,
        String label,
        String help,
        Shape shape,
        Completes completes,
        Function<List<String>, T> reader) {

    /** How often an option may be given. */
    public enum Shape {
        /** It has no value. */
        FLAG,
        /** It has one value and is given once at most. */
        VALUE,
        /** It has one value and may be given again. */
        LIST
    }

    /** An option that is there or not. */
    public static Option<Boolean> flag(String names, String help) {
        return new Option<>(split(names), "", help, Shape.FLAG, Completes.NOTHING, words -> !words.isEmpty());
    }

    /** An option with a value, or without. */
    public static <T> Option<Optional<T>> value(String names, String label, String help, Function<String, T> reader) {
        return new Option<>(
                split(names),
                label,
                help,
                Shape.VALUE,
                Completes.NOTHING,
                words -> words.stream().findFirst().map(reader));
    }

    /** An option with a value, or this one. */
    public static <T> Option<T> value(
            String names, String label, String help, Function<String, T> reader, T valueWhenAbsent) {
        return new Option<>(
                split(names),
                label,
                help,
                Shape.VALUE,
                Completes.NOTHING,
                words -> words.isEmpty() ? valueWhenAbsent : reader.apply(words.getFirst()));
    }

    /** An option with a value that must be there. */
    public static <T> Option<T> required(String names, String label, String help, Function<String, T> reader) {
        return new Option<>(split(names), label, help, Shape.VALUE, Completes.NOTHING, words -> {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a value is needed: " + label);
            }
            return reader.apply(words.getFirst());
        });
    }

    /** An option that may be given again. */
    public static <T> Option<List<T>> list(String names, String label, String help, Function<String, T> reader) {
        return new Option<>(
                split(names),
                label,
                help,
                Shape.LIST,
                Completes.NOTHING,
                words -> words.stream().map(reader).toList());
    }

    /** The same with what its value can be. */
    public Option<T> completing(Completes newCompletes) {
        return new Option<>(names, label, help, shape, newCompletes, reader);
    }

    /** The long name. */
    public String name() {
        return names.getLast();
    }

    /** As the help's left column shows it. */
    public String usage() {
        var joined = String.join(", ", names);
        var indented = joined.startsWith("--") ? "    " + joined : joined;
        return label.isEmpty() ? indented : indented + " " + label;
    }

    private static List<String> split(String names) {
        int comma = names.indexOf(", ");
        return comma < 0 ? List.of(names) : List.of(names.substring(0, comma), names.substring(comma + 2));
    }

    /** Itself alone, as functions have no equality; and a record's own hash code costs a command's start 2 ms. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
