package io.takhin.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a command has to do with the process around it. Commands never touch {@link System} themselves.
 *
 * @param in standard input, unbuffered
 * @param out standard output, for data only; buffered, so whoever writes flushes; writing to a closed pipe fails
 * @param err standard error, for everything else
 * @param env the environment
 * @param attached which of the streams are terminals
 * @param clock the wall clock
 * @param nanoTime a clock that only moves forward, in ns from any origin
 */
public record Console(
        InputStream in,
        OutputStream out,
        PrintStream err,
        Map<String, String> env,
        Attached attached,
        InstantSource clock,
        LongSupplier nanoTime) {

    /**
     * Which streams are terminals.
     *
     * @param in whether a person types
     * @param out whether a person reads the data
     * @param err whether a person reads the messages
     */
    public record Attached(boolean in, boolean out, boolean err) {}

    /** Whether a question may be asked: someone reads it and someone can answer. */
    public boolean canAsk() {
        return attached.in() && attached.err();
    }
}
