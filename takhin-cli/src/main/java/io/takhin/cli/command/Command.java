package io.takhin.cli.command;

import java.io.IOException;

/** One leaf of the tree. It is built for one run, on one thread. */
public interface Command {

    /** What it is. Must not depend on anything outside the class. */
    Description description();

    /**
     * Runs it. Returning means exit code 0.
     *
     * @throws io.takhin.common.error.TakhinException for every failure that has another code
     * @throws IOException if standard output fails; a closed pipe among others
     * @throws InterruptedException if the process is told to end; what was begun is flushed by then
     */
    void run(Invocation invocation) throws IOException, InterruptedException;
}
