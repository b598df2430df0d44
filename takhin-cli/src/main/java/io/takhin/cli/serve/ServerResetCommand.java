package io.takhin.cli.serve;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.View;
import io.takhin.common.json.Doc;
import io.takhin.daemon.app.FolderReset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code server reset}: empties a folder, in this process and without a daemon. */
public final class ServerResetCommand implements Command {

    private static final Option<Path> DATA_DIR = Option.required(
                    "--data-dir", "FOLDER", "the folder of the node", Path::of)
            .completing(Completes.FOLDER);
    private static final Option<Boolean> FORCE =
            Option.flag("--force", "even if the node was not removed from its cluster");

    private static final View<Result> VIEW = View.of(
            result -> List.of(result.folder()),
            (result, wide) -> List.of(new Block.Line(
                    (result.changed() ? result.dryRun() ? "would empty " : "emptied " : "unchanged: empty already: ")
                            + result.folder())));

    /**
     * What became of it.
     *
     * @param dryRun whether it was judged only
     * @param changed whether there was anything in it
     * @param folder which
     */
    @Doc("What became of the folder.")
    public record Result(
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("Whether there was anything in it.") boolean changed,
            @Doc("The folder.") String folder) {}

    @Override
    public Description description() {
        return Description.of("server reset", "empty the folder of a node that was removed")
                .details("Deletes all that the node kept, so that it can be added to a cluster as a new one. Refuses"
                        + " while a process uses the folder, and if the node was not removed from its cluster,"
                        + " unless --force is given.")
                .options(DATA_DIR, FORCE, FolderChange.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.REFUSED)
                .example("takhin server reset --data-dir /var/lib/takhin", "after takhin remove-server")
                .output(Result.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var folder = invocation.get(DATA_DIR);
        boolean force = invocation.get(FORCE);
        boolean changed = new FolderChange<Boolean>() {
            @Override
            public Boolean apply(boolean dryRun) throws IOException {
                return FolderReset.reset(folder, force, dryRun);
            }

            @Override
            public boolean due(Boolean judged) {
                return judged;
            }

            @Override
            public void confirm() throws InterruptedException {
                invocation.confirm("Delete all that is in " + folder + "? This can't be undone.");
            }
        }.run(invocation);
        invocation.print(VIEW, new Result(invocation.get(FolderChange.DRY_RUN), changed, folder.toString()));
    }
}
