package io.takhin.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A word that a command takes without a name. A command has at most one that repeats, and that one is the last.
 *
 * @param <T> what a command reads from it
 * @param label what stands for it in the help
 * @param help a line without a full stop
 * @param countMin how many are needed at least
 * @param countMax how many are taken at most
 * @param completes what it can be
 * @param reader makes a value of the words given; fails with an IllegalArgumentException that says what is wrong
 */
public record Argument<T>(
        String label, String help, int countMin, int countMax, Completes completes, Function<List<String>, T> reader) {

    /** One word that must be there. */
    public static <T> Argument<T> one(String label, String help, Completes completes, Function<String, T> reader) {
        return new Argument<>(label, help, 1, 1, completes, words -> reader.apply(words.getFirst()));
    }

    /** One word that may be there. */
    public static <T> Argument<Optional<T>> optional(
            String label, String help, Completes completes, Function<String, T> reader) {
        return new Argument<>(
                label,
                help,
                0,
                1,
                completes,
                words -> words.stream().findFirst().map(reader));
    }

    /** Any number of words, from {@code countMin} on. */
    public static <T> Argument<List<T>> many(
            String label, String help, int countMin, Completes completes, Function<String, T> reader) {
        return new Argument<>(
                label,
                help,
                countMin,
                Integer.MAX_VALUE,
                completes,
                words -> words.stream().map(reader).toList());
    }

    /** As the usage line shows it. */
    public String usage() {
        var repeated = countMax > 1 ? label + "..." : label;
        return countMin == 0 ? "[" + repeated + "]" : repeated;
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
