package io.takhin.cli.output;

/** The forms of data on standard output. */
public enum OutputForm {
    /** For people: what matters. */
    TABLE,
    /** For people: everything that fits a line. */
    WIDE,
    /** One JSON document. */
    JSON,
    /** One line of JSON per item. */
    JSONL,
    /** One YAML document. */
    YAML,
    /** One name per line. */
    NAME
}
