package io.takhin.cli.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Columns for rows of one type.
 *
 * @param <T> what a row is made of
 */
public final class Table<T> {

    private record Column<T>(String heading, boolean right, boolean wideOnly, Function<T, Object> cell) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /** Adds a column of text. */
    public Table<T> left(String heading, Function<T, Object> cell) {
        columns.add(new Column<>(heading, false, false, cell));
        return this;
    }

    /** Adds a column of numbers. */
    public Table<T> right(String heading, Function<T, Object> cell) {
        columns.add(new Column<>(heading, true, false, cell));
        return this;
    }

    /** Adds a column of text that only the wide form has. */
    public Table<T> wideLeft(String heading, Function<T, Object> cell) {
        columns.add(new Column<>(heading, false, true, cell));
        return this;
    }

    /** Adds a column of numbers that only the wide form has. */
    public Table<T> wideRight(String heading, Function<T, Object> cell) {
        columns.add(new Column<>(heading, true, true, cell));
        return this;
    }

    /** The rows of these items. */
    public Block.Grid grid(Collection<T> items, boolean wide) {
        var shown =
                columns.stream().filter(column -> wide || !column.wideOnly()).toList();
        return new Block.Grid(
                shown.stream().map(Column::heading).toList(),
                shown.stream().map(Column::right).toList(),
                items.stream()
                        .map(item -> shown.stream()
                                .map(column -> String.valueOf(column.cell().apply(item)))
                                .toList())
                        .toList());
    }
}
