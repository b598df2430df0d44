package io.takhin.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A line put together of painted pieces, cut where the screen ends. */
final class ScreenLine {

    private record Piece(String text, UnaryOperator<String> paint) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int length;

    ScreenLine add(String text) {
        return add(text, UnaryOperator.identity());
    }

    ScreenLine add(String text, UnaryOperator<String> paint) {
        pieces.add(new Piece(text, paint));
        length += width(text);
        return this;
    }

    /** Adds a piece that ends where the screen does, if there is room for it. */
    ScreenLine end(String text, int screenWidth) {
        int room = screenWidth - length - width(text);
        return room < 2 ? this : add(" ".repeat(room) + text);
    }

    /** The text with its colours. */
    String clipped(int screenWidth) {
        var line = new StringBuilder();
        int left = screenWidth;
        for (var piece : pieces) {
            int width = width(piece.text);
            if (width <= left) {
                line.append(piece.paint.apply(piece.text));
                left -= width;
            } else {
                int cut = piece.text.offsetByCodePoints(0, left);
                line.append(piece.paint.apply(piece.text.substring(0, cut)));
                return line.toString();
            }
        }
        return line.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
