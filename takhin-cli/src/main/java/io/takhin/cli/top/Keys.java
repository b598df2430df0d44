package io.takhin.cli.top;

import java.util.Optional;

/** What keys do. A key that means nothing changes nothing. */
final class Keys {

    /** Keys that are no characters. */
    static final int UP = -10;

    static final int DOWN = -11;
    static final int PAGE_UP = -12;
    static final int PAGE_DOWN = -13;
    static final int HOME = -14;
    static final int ESCAPE = 27;

    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;
    private static final int CTRL_U = 21;
    private static final int PAGE = 10;

    private Keys() {}

    /** The settings after a key; empty to leave. */
    static Optional<Settings> press(Settings now, int key) {
        return now.typing() ? Optional.of(type(now, key)) : command(now, key);
    }

    private static Settings type(Settings now, int key) {
        var filter = now.filter();
        return switch (key) {
            case '\r', '\n' -> now.filtered(filter, false);
            case ESCAPE -> now.filtered("", false);
            case BACKSPACE, DELETE ->
                now.filtered(filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1), true);
            case CTRL_U -> now.filtered("", true);
            default -> key > ' ' && key < DELETE ? now.filtered(filter + (char) key, true) : now;
        };
    }

    private static Optional<Settings> command(Settings now, int key) {
        if (now.help() && key != 'q') {
            return Optional.of(now.helping(false));
        }
        return switch (key) {
            case 'q', 'Q' -> Optional.empty();
            case 's' -> Optional.of(now.sorted(now.sort().next()));
            case 'b' -> Optional.of(now.sorted(SortKey.IN));
            case 'o' -> Optional.of(now.sorted(SortKey.OUT));
            case 'z' -> Optional.of(now.sorted(SortKey.SIZE));
            case 'n' -> Optional.of(now.sorted(SortKey.NAME));
            case 'r' -> Optional.of(now.reverse());
            case '/' -> Optional.of(now.filtered("", true));
            case ESCAPE -> Optional.of(now.filtered("", false));
            case 'i' -> Optional.of(now.toggleInternal());
            case 'p', ' ' -> Optional.of(now.togglePause());
            case '+' -> Optional.of(now.every(now.interval().dividedBy(2)));
            case '-' -> Optional.of(now.every(now.interval().multipliedBy(2)));
            case '?', 'h' -> Optional.of(now.helping(true));
            case DOWN, 'j' -> Optional.of(now.scrolled(1));
            case UP, 'k' -> Optional.of(now.scrolled(-1));
            case PAGE_DOWN -> Optional.of(now.scrolled(PAGE));
            case PAGE_UP -> Optional.of(now.scrolled(-PAGE));
            case HOME -> Optional.of(now.scrolled(-now.skipped()));
            default -> Optional.of(now);
        };
    }
}
