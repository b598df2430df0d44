package io.takhin.cli.output;

import java.util.List;
import java.util.function.Function;

/**
 * How replies of one type are shown.
 *
 * @param <R> the type
 * @param items what {@code -o jsonl} prints one per line
 * @param names what {@code -o name} prints one per line
 * @param layout what people read
 */
public record View<R extends Record>(
        Function<R, List<? extends Record>> items, Function<R, List<String>> names, Layout<R> layout) {

    /** What people read. */
    @FunctionalInterface
    public interface Layout<R> {
        /** The parts, from top to bottom. */
        List<Block> of(R reply, boolean wide);
    }

    /** A view of a reply that is one item. */
    public static <R extends Record> View<R> of(Function<R, List<String>> names, Layout<R> layout) {
        return new View<>(List::of, names, layout);
    }
}
