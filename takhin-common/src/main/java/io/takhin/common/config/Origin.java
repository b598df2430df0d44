package io.takhin.common.config;

/**
 * Where a value comes from.
 *
 * @param kind what kind of place
 * @param place which: the flag, the variable, or the file with the line; empty for defaults
 */
public record Origin(Kind kind, String place) {

    /** The kinds, the weakest first. */
    public enum Kind {
        /** Set nowhere. */
        DEFAULT,
        /** What {@code --dev} stands for. */
        DEV,
        /** The configuration file. */
        FILE,
        /** An environment variable. */
        ENVIRONMENT,
        /** A flag of the command line. */
        FLAG
    }

    @Override
    public String toString() {
        return switch (kind) {
            case DEFAULT -> "default";
            case DEV -> "--dev";
            case FILE, ENVIRONMENT, FLAG -> place;
        };
    }
}
