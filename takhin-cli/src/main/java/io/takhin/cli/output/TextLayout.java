package io.takhin.cli.output;

import io.takhin.cli.console.Style;
import java.util.ArrayList;
import java.util.List;

/** Blocks as lines of text: columns two spaces apart, no blanks at the ends of lines. */
final class TextLayout {

    private static final String GAP = "  ";

    private final Style style;

    TextLayout(Style style) {
        this.style = style;
    }

    List<String> lines(List<Block> blocks) {
        var lines = new ArrayList<String>();
        Block before = null;
        for (var block : blocks) {
            if (before != null && !(before instanceof Block.Line && block instanceof Block.Line)) {
                lines.add("");
            }
            // No switch over patterns: it makes a class while it runs, 8 ms of every command.
            if (block instanceof Block.Grid grid) {
                addGrid(lines, grid);
            } else if (block instanceof Block.Fields(var fields)) {
                addFields(lines, fields);
            } else {
                lines.add(Text.printable(((Block.Line) block).text()));
            }
            before = block;
        }
        return lines;
    }

    private void addGrid(List<String> lines, Block.Grid grid) {
        var widths = new int[grid.headings().size()];
        measure(widths, grid.headings());
        grid.rows().forEach(row -> measure(widths, row));
        lines.add(style.bold(line(grid.headings(), grid.right(), widths)));
        for (var row : grid.rows()) {
            lines.add(line(row, grid.right(), widths));
        }
    }

    private void addFields(List<String> lines, List<Block.Field> fields) {
        int width =
                fields.stream().mapToInt(field -> field.name().length()).max().orElse(0);
        for (var field : fields) {
            var padding = " ".repeat(width - field.name().length());
            var line = style.bold(field.name() + ":") + padding + GAP + Text.printable(field.value());
            lines.add(line.stripTrailing());
        }
    }

    private static void measure(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Text.width(Text.printable(cells.get(i))));
        }
    }

    private static String line(List<String> cells, List<Boolean> right, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = Text.printable(cells.get(i));
            var padding = " ".repeat(widths[i] - Text.width(cell));
            line.append(i == 0 ? "" : GAP).append(right.get(i) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
