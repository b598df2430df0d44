package io.takhin.cli.serve;

import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import java.io.IOException;

/**
 * A change of a stopped node's folder that can't be taken back: it is judged as a whole, then somebody says yes, then
 * it is made. A dry run ends after the judgement.
 *
 * @param <T> what the judgement and the change return
 */
interface FolderChange<T> {

    /** Asks for the judgement alone. */
    Option<Boolean> DRY_RUN = Option.flag("--dry-run", "judge it, and change nothing");

    /**
     * Judges it, and makes it unless {@code dryRun}; throws what forbids it.
     *
     * @throws IOException if the folder can't be read or written
     */
    T apply(boolean dryRun) throws IOException;

    /** Whether there is something to be made. */
    boolean due(T judged);

    /**
     * Returns if somebody wants it.
     *
     * @throws io.takhin.common.error.TakhinException with REFUSED if not, or nobody can be asked
     */
    void confirm() throws InterruptedException;

    /** Goes through the steps and returns what the last one did. */
    default T run(Invocation invocation) throws IOException, InterruptedException {
        var judged = apply(true);
        if (invocation.get(DRY_RUN) || !due(judged)) {
            return judged;
        }
        confirm();
        return apply(false);
    }
}
