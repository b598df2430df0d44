package io.takhin.cli.output;

import java.util.List;

/** A part of what people read. */
public sealed interface Block {

    /**
     * Rows under headings.
     *
     * @param headings one per column
     * @param right whether a column stands to the right
     * @param rows each with a cell per column
     */
    record Grid(List<String> headings, List<Boolean> right, List<List<String>> rows) implements Block {}

    /**
     * Names with values, one per line.
     *
     * @param fields in order
     */
    record Fields(List<Field> fields) implements Block {}

    /**
     * A line.
     *
     * @param text without its end
     */
    record Line(String text) implements Block {}

    /**
     * A name with a value.
     *
     * @param name what it is
     * @param value the value
     */
    record Field(String name, String value) {}
}
