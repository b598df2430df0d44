package io.takhin.cli.serve;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.View;
import io.takhin.common.json.Doc;
import io.takhin.daemon.app.FolderInit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** {@code init}: prepares a folder, in this process and without a daemon. */
public final class InitCommand implements Command {

    private static final Option<Optional<String>> CLUSTER_ID =
            Option.value("--cluster-id", "ID", "the new cluster's id; without it one is drawn", Values::text);
    private static final Option<Optional<Path>> CONFIG = Option.value(
                    "--config", "FILE", "the node's configuration, in YAML", Path::of)
            .completing(Completes.FILE);
    private static final Option<Optional<String>> ID =
            Option.value("--id", "N", "the node's id", word -> String.valueOf(Values.count(word)));
    private static final Option<Optional<String>> DATA_DIR = Option.value(
                    "--data-dir", "FOLDER", "where it keeps its data", Values::text)
            .completing(Completes.FOLDER);
    private static final Option<Optional<String>> RAFT =
            Option.value("--raft", "HOST:PORT", "where other nodes reach it", Values::endpoint);

    private static final View<Result> VIEW = View.of(
            result -> List.of(result.clusterId()),
            (result, wide) -> List.of(
                    new Block.Line((result.changed() ? result.dryRun() ? "would prepare " : "prepared " : "unchanged: ")
                            + result.folder() + " for node " + result.nodeId() + " of cluster " + result.clusterId())));

    /**
     * What became of it.
     *
     * @param dryRun whether it was judged only
     * @param changed whether the folder was nobody's
     * @param folder which
     * @param nodeId the node
     * @param clusterId its cluster
     */
    @Doc("What became of the folder.")
    public record Result(
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("Whether the folder was nobody's before.") boolean changed,
            @Doc("The folder.") String folder,
            @Doc("The node it is for.") String nodeId,
            @Doc("The cluster the node belongs to.") String clusterId) {}

    @Override
    public Description description() {
        return Description.of("init", "prepare a folder for the first node of a cluster")
                .details("The node is the only voter when it starts; \"takhin add-voter\" adds others. A folder that is"
                        + " prepared already is left as it is; one of another cluster or with topics in it is refused."
                        + " Nothing is ever formatted.")
                .options(CLUSTER_ID, CONFIG, ID, DATA_DIR, RAFT, FolderChange.DRY_RUN)
                .exits(ExitCode.CONFLICT)
                .example(
                        "takhin init --id 1 --data-dir /var/lib/takhin --raft db1:7000",
                        "then start it with takhin serve")
                .output(Result.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var flags = new HashMap<String, String>();
        for (var option : List.of(ID, DATA_DIR, RAFT)) {
            invocation.get(option).ifPresent(value -> flags.put(option.name(), value));
        }
        boolean dryRun = invocation.get(FolderChange.DRY_RUN);
        var prepared = FolderInit.prepare(
                invocation.get(CONFIG), flags, invocation.console().env(), invocation.get(CLUSTER_ID), dryRun);
        invocation.print(
                VIEW,
                new Result(
                        dryRun,
                        prepared.changed(),
                        prepared.folder().toString(),
                        String.valueOf(prepared.nodeId()),
                        prepared.clusterId()));
    }
}
