package io.takhin.cli.top;

import io.takhin.cli.console.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A table that fits a width: columns have fixed widths, so that nothing jumps from one reading to the next; the first
 * takes what it needs of what is left, and where there is too little room the least important columns go first.
 *
 * @param <T> what a row is made of
 */
final class ScreenTable<T> {

    private static final String GAP = "  ";
    private static final int NAME_WIDTH_MIN = 10;

    private record Column<T>(
            String heading,
            int width,
            boolean right,
            int importance,
            Function<T, String> cell,
            BiFunction<T, String, String> paint) {}

    private final int width;
    private final Style style;
    private final List<Column<T>> columns = new ArrayList<>();

    ScreenTable(int width, Style style) {
        this.width = width;
        this.style = style;
    }

    /** Adds a column of text; the first one added takes the room that is left, up to its width. */
    ScreenTable<T> left(String heading, int columnWidth, int importance, Function<T, String> cell) {
        columns.add(new Column<>(heading, columnWidth, false, importance, cell, (_, text) -> text));
        return this;
    }

    /** Adds a column of numbers. */
    ScreenTable<T> right(String heading, int columnWidth, int importance, Function<T, String> cell) {
        columns.add(new Column<>(heading, columnWidth, true, importance, cell, (_, text) -> text));
        return this;
    }

    /** Colours the column added last. */
    ScreenTable<T> painted(BiFunction<T, String, String> paint) {
        var last = columns.removeLast();
        columns.add(new Column<>(last.heading, last.width, last.right, last.importance, last.cell, paint));
        return this;
    }

    /** How much room is left for one more column beside those that are there, the first having a width. */
    int roomBeside(int firstWidth) {
        int used = firstWidth;
        for (var column : columns.subList(1, columns.size())) {
            used += GAP.length() + column.width;
        }
        return Math.max(0, width - used - GAP.length());
    }

    /** The heading, then a line per row. */
    List<String> lines(List<T> rows) {
        var shown = fitting();
        var lines = new ArrayList<String>();
        var heading = new StringBuilder();
        for (var column : shown) {
            append(heading, padded(column, column.heading));
        }
        lines.add(style.bold(heading.toString().stripTrailing()));
        for (var row : rows) {
            var line = new StringBuilder();
            for (var column : shown) {
                var text = padded(column, column.cell.apply(row));
                append(line, column.paint.apply(row, text));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static void append(StringBuilder line, String text) {
        if (!line.isEmpty()) {
            line.append(GAP);
        }
        line.append(text);
    }

    private List<Column<T>> fitting() {
        var shown = new ArrayList<>(columns);
        int rest = shown.stream()
                .skip(1)
                .mapToInt(column -> GAP.length() + column.width)
                .sum();
        while (shown.size() > 1 && NAME_WIDTH_MIN + rest > width) {
            var least = shown.stream()
                    .skip(1)
                    .min(Comparator.comparingInt(Column::importance))
                    .orElseThrow();
            shown.remove(least);
            rest -= GAP.length() + least.width;
        }
        var first = shown.getFirst();
        int firstWidth = Math.max(1, Math.min(first.width, width - rest));
        shown.set(0, new Column<>(first.heading, firstWidth, first.right, first.importance, first.cell, first.paint));
        return shown;
    }

    private static String padded(Column<?> column, String text) {
        int length = text.codePointCount(0, text.length());
        if (length > column.width) {
            return text.substring(0, Math.max(0, column.width - 1)) + "~";
        }
        var padding = " ".repeat(column.width - length);
        return column.right ? padding + text : text + padding;
    }
}
