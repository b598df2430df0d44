package io.takhin.cli.top;

import java.time.Duration;
import java.util.Locale;

/**
 * What the person at the keyboard chose.
 *
 * @param sort what topics are sorted by
 * @param reversed whether the other way round
 * @param filter which topics: those whose name contains this
 * @param typing whether the filter is being typed
 * @param internal whether the cluster's own topics are shown
 * @param paused whether the screen stands still
 * @param help whether the keys are explained
 * @param skipped how many topics are scrolled past
 * @param interval the time between readings
 */
record Settings(
        SortKey sort,
        boolean reversed,
        String filter,
        boolean typing,
        boolean internal,
        boolean paused,
        boolean help,
        int skipped,
        Duration interval) {

    private static final int FILTER_LENGTH_MAX = 249;
    private static final Duration INTERVAL_MIN = Duration.ofMillis(500);
    private static final Duration INTERVAL_MAX = Duration.ofMinutes(1);

    static Settings first(SortKey sort, String filter, Duration interval) {
        return new Settings(sort, false, filter, false, false, false, false, 0, interval);
    }

    Settings sorted(SortKey newSort) {
        return new Settings(newSort, false, filter, typing, internal, paused, help, 0, interval);
    }

    Settings reverse() {
        return new Settings(sort, !reversed, filter, typing, internal, paused, help, 0, interval);
    }

    Settings filtered(String newFilter, boolean newTyping) {
        var bounded = newFilter.length() <= FILTER_LENGTH_MAX ? newFilter : filter;
        return new Settings(sort, reversed, bounded, newTyping, internal, paused, help, 0, interval);
    }

    Settings toggleInternal() {
        return new Settings(sort, reversed, filter, typing, !internal, paused, help, 0, interval);
    }

    Settings togglePause() {
        return new Settings(sort, reversed, filter, typing, internal, !paused, help, skipped, interval);
    }

    Settings helping(boolean newHelp) {
        return new Settings(sort, reversed, filter, typing, internal, paused, newHelp, skipped, interval);
    }

    Settings scrolled(int by) {
        int to = Math.max(0, skipped + by);
        return new Settings(sort, reversed, filter, typing, internal, paused, help, to, interval);
    }

    Settings every(Duration wanted) {
        var bounded = wanted.compareTo(INTERVAL_MIN) < 0
                ? INTERVAL_MIN
                : wanted.compareTo(INTERVAL_MAX) > 0 ? INTERVAL_MAX : wanted;
        return new Settings(sort, reversed, filter, typing, internal, paused, help, skipped, bounded);
    }

    /** Whether a topic is shown. */
    boolean shows(String topic) {
        return (internal || !topic.startsWith("__"))
                && topic.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
    }
}
