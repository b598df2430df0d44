package io.takhin.cli.serve;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.cli.snapshot.SnapshotFile;
import io.takhin.common.json.Doc;
import io.takhin.common.snapshot.SnapshotReader;
import io.takhin.daemon.app.FolderRestore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code snapshot restore}: fills a folder, in this process and without a daemon. */
public final class SnapshotRestoreCommand implements Command {

    private static final Argument<String> FILE =
            Argument.one("FILE", "the snapshot, - for standard input", Completes.FILE, Values::text);
    private static final Option<Path> DATA_DIR = Option.required(
                    "--data-dir", "FOLDER", "the new node's folder, empty or missing", Path::of)
            .completing(Completes.FOLDER);
    private static final Option<Integer> ID = Option.required("--id", "N", "the new node's id", Values::count);
    private static final Option<String> RAFT =
            Option.required("--raft", "HOST:PORT", "where other nodes will reach it", Values::endpoint);
    private static final Option<Boolean> DRY_RUN =
            Option.flag("--dry-run", "check the folder and every byte of the snapshot, and change nothing");

    private static final View<Result> VIEW = View.of(
            result -> List.of(result.folder()),
            (result, wide) -> List.of(new Block.Line((result.dryRun() ? "would restore " : "restored ")
                    + Text.megabytes(result.bytes()) + " of " + result.topics() + " topics into " + result.folder())));

    /**
     * What became of it.
     *
     * @param dryRun whether it was judged only
     * @param folder the folder
     * @param clusterId the new cluster, empty in a dry run
     * @param topics how many topics
     * @param bytes how many bytes of record batches
     */
    @Doc("What became of the folder.")
    public record Result(
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("The folder.") String folder,

            @Doc("The id of the new cluster; empty in a dry run.")
            String clusterId,

            @Doc("How many topics.") int topics,
            @Doc("How many bytes of record batches.") long bytes) {}

    @Override
    public Description description() {
        return Description.of("snapshot restore", "make a new cluster's first node of a snapshot")
                .details("Fills an empty folder with the topics, records and offsets of a snapshot. The node is the"
                        + " only voter of a new cluster with an id of its own; \"takhin add-voter\" adds others. A"
                        + " folder with anything in it is refused, and a snapshot that is damaged leaves it empty.")
                .arguments(FILE)
                .options(DATA_DIR, ID, RAFT, DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.REFUSED, ExitCode.BAD_DATA)
                .example(
                        "takhin snapshot restore backup.tks --id 1 --data-dir /var/lib/takhin --raft db1:7000",
                        "then start it with takhin serve")
                .output(Result.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var file = invocation.get(FILE);
        var folder = invocation.get(DATA_DIR);
        FolderRestore.requireEmpty(folder);
        try (var in = SnapshotFile.open(file, invocation.console().in())) {
            var reader = new SnapshotReader(in);
            int topics = reader.header().topics().size();
            if (invocation.get(DRY_RUN)) {
                long bytes = reader.verify().bytes();
                invocation.print(VIEW, new Result(true, folder.toString(), "", topics, bytes));
            } else {
                var node = new FolderRestore.Node(invocation.get(ID), invocation.get(RAFT));
                var restored = FolderRestore.restore(folder, node, reader);
                invocation.print(
                        VIEW, new Result(false, folder.toString(), restored.clusterId(), topics, restored.bytes()));
            }
        }
    }
}
