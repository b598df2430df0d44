package io.takhin.daemon.app;

import io.takhin.common.error.ErrorCode;
import java.io.PrintStream;

/** Runs the daemon in this process, as {@code takhin serve} does. */
public final class Serve {

    private Serve() {}

    /**
     * Runs until a signal ends the process or a fault stops the daemon. It prints one line with the addresses to
     * {@code out} once the daemon serves, and its log to {@code err}.
     *
     * <p>SIGTERM and SIGINT close the daemon in order, in bounded time, from a shutdown hook; the process then ends
     * with 143 or 130 by itself, and this method does not return.
     *
     * @return the process's exit code after a fault, never 0
     * @throws io.takhin.common.error.TakhinException if the daemon can't start: USAGE for a configuration that makes no
     *     sense, CONFLICT when another process holds the data folder, STORAGE for a folder that can't be used
     */
    @SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"}) // The listeners that print come next.
    public static int run(ServeOptions options, PrintStream out, PrintStream err) {
        err.println("the daemon has no listener yet");
        return ErrorCode.INTERNAL.exitCode();
    }
}
