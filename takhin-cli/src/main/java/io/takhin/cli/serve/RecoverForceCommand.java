package io.takhin.cli.serve;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.console.Prompt;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.View;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.Doc;
import io.takhin.daemon.app.FolderRecovery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code recover force}: changes a folder, in this process and without a daemon. */
public final class RecoverForceCommand implements Command {

    private static final Option<Path> DATA_DIR = Option.required(
                    "--data-dir", "FOLDER", "the folder of the node that is to go on", Path::of)
            .completing(Completes.FOLDER);

    private static final View<Result> VIEW = View.of(
            result -> List.of(result.node()),
            (result, wide) -> List.of(new Block.Line((result.dryRun() ? "would make node " : "made node ")
                    + result.node() + " the only voter of cluster " + result.clusterId()
                    + "; its Raft logs as they were: "
                    + result.backup())));

    /**
     * What became of it.
     *
     * @param dryRun whether it was judged only
     * @param node the node
     * @param clusterId its cluster
     * @param backup where its Raft logs are as they were
     */
    @Doc("What became of the node.")
    public record Result(
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("The node that is the only voter.") String node,
            @Doc("Its cluster.") String clusterId,
            @Doc("Where its Raft logs are as they were.") String backup) {}

    @Override
    public Description description() {
        return Description.of("recover force", "go on with one stopped node, without the others")
                .details("For a cluster that has lost its quorum for good. The node becomes the only voter, in a new"
                        + " recovery epoch: what is left of the other nodes is not understood any more. What they"
                        + " acknowledged and it does not have is lost. Its Raft logs are copied first. A terminal asks"
                        + " for the cluster's id; elsewhere --confirm-cluster gives it, and --yes is not enough."
                        + " Refuses a folder that a process uses. Afterwards start the node, reset the others with"
                        + " \"takhin server reset --force\" and add them anew.")
                .options(DATA_DIR, FolderChange.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.REFUSED)
                .example("takhin recover force --data-dir /var/lib/takhin", "after takhin recover inspect")
                .output(Result.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var folder = invocation.get(DATA_DIR);
        var node = FolderRecovery.inspect(List.of(folder)).nodes().getFirst();
        var backup = new FolderChange<Path>() {
            @Override
            public Path apply(boolean dryRun) throws IOException {
                return FolderRecovery.force(folder, dryRun);
            }

            @Override
            public boolean due(Path judged) {
                return true;
            }

            @Override
            public void confirm() throws InterruptedException {
                RecoverForceCommand.confirm(invocation, node);
            }
        }.run(invocation);
        invocation.print(
                VIEW,
                new Result(
                        invocation.get(FolderChange.DRY_RUN),
                        String.valueOf(node.nodeId()),
                        node.clusterId(),
                        backup.toString()));
    }

    private static void confirm(Invocation invocation, FolderRecovery.Node node) throws InterruptedException {
        var given = invocation.globals().confirmCluster();
        if (given.isEmpty()) {
            new Prompt(invocation.console())
                    .confirmTyped(
                            "Node " + node.nodeId() + " will be the only voter of its cluster; what it does not have is"
                                    + " lost, and no other node of it can be used before it is reset. Type the"
                                    + " cluster's id, " + node.clusterId() + ", to go on:",
                            node.clusterId(),
                            "--confirm-cluster " + node.clusterId());
        } else if (!given.get().equals(node.clusterId())) {
            throw new TakhinException(AdminError.of(
                            ErrorCode.REFUSED,
                            "not confirmed: the cluster is " + node.clusterId() + ", not " + given.get())
                    .withHint("look at it with: takhin recover inspect " + node.folder()));
        }
    }
}
