package io.takhin.cli.console;

import java.util.Map;

/**
 * Colours for one stream, or none.
 *
 * @param colored whether escape sequences may be written
 */
public record Style(boolean colored) {

    /** When to colour. */
    public enum When {
        /** On a terminal that does not ask for none. */
        AUTO,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER
    }

    /** Text as it is. */
    public static final Style PLAIN = new Style(false);

    /** Decides for a stream: the option, then NO_COLOR, then CLICOLOR_FORCE, then whether it is a terminal. */
    public static Style of(When when, Map<String, String> env, boolean terminal) {
        return switch (when) {
            case ALWAYS -> new Style(true);
            case NEVER -> PLAIN;
            case AUTO -> {
                if (!env.getOrDefault("NO_COLOR", "").isEmpty()) {
                    yield PLAIN;
                }
                var force = env.getOrDefault("CLICOLOR_FORCE", "");
                boolean forced = !force.isEmpty() && !force.equals("0");
                yield new Style(
                        forced || (terminal && !env.getOrDefault("TERM", "").equals("dumb")));
            }
        };
    }

    /** For headings. */
    public String bold(String text) {
        return wrapped("1", text);
    }

    /** For what went wrong. */
    public String red(String text) {
        return wrapped("31", text);
    }

    /** For what is well. */
    public String green(String text) {
        return wrapped("32", text);
    }

    /** For what needs an eye on it. */
    public String yellow(String text) {
        return wrapped("33", text);
    }

    /** For what is drawn rather than written. */
    public String cyan(String text) {
        return wrapped("36", text);
    }

    /** For what matters less. */
    public String dim(String text) {
        return wrapped("2", text);
    }

    private String wrapped(String code, String text) {
        return colored ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
