package io.takhin.common.config;

import io.takhin.common.json.Doc;

/**
 * Section {@code logging}.
 *
 * @param format what lines look like
 * @param level from which level on
 */
@Doc("The daemon's own log, on standard error.")
public record LoggingConfig(
        @Setting("auto") @Doc("Lines for people (text) or for machines (json); auto is text on a terminal, else json.")
        Format format,

        @Setting("info") @Doc("From which level on is logged.")
        Level level) {

    /** What lines look like. */
    public enum Format {
        /** Text on a terminal, JSON elsewhere. */
        AUTO,
        /** For people. */
        TEXT,
        /** For machines. */
        JSON
    }

    /** From which level on is logged. */
    public enum Level {
        /** What needs a person. */
        ERROR,
        /** What is degraded too. */
        WARN,
        /** Lifecycle and leadership too. */
        INFO,
        /** What helps to find a fault too. */
        DEBUG,
        /** Everything. */
        TRACE
    }
}
