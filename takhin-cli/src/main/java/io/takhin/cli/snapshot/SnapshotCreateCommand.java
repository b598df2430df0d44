package io.takhin.cli.snapshot;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.cluster.SnapshotCreate;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code snapshot create}. */
public final class SnapshotCreateCommand implements Command {

    private static final Argument<Optional<String>> ID = Argument.optional(
            "ID",
            "the node's id; without it all members",
            Completes.SERVER,
            word -> String.valueOf(Values.count(word)));
    private static final Option<Boolean> DRY_RUN =
            Option.flag("--dry-run", "let the nodes say how far they are, and change nothing; same exit codes");

    private static final Table<SnapshotCreate.Taken> TABLE = new Table<SnapshotCreate.Taken>()
            .left("NODE", SnapshotCreate.Taken::node)
            .left("GROUP", SnapshotCreate.Taken::group)
            .right("BEFORE", taken -> taken.before() < 0 ? "-" : taken.before())
            .right("INDEX", taken -> taken.index() < 0 ? "-" : taken.index())
            .left("PROBLEM", SnapshotCreate.Taken::problem);

    private static final View<SnapshotCreate.Reply> VIEW = new View<>(
            SnapshotCreate.Reply::snapshots,
            reply -> reply.snapshots().stream()
                    .map(SnapshotCreate.Taken::node)
                    .distinct()
                    .toList(),
            (reply, wide) -> List.<Block>of(TABLE.grid(reply.snapshots(), wide)));

    private final Clients clients;

    /** Talks through these clients. */
    public SnapshotCreateCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("snapshot create", "have nodes snapshot their state now")
                .details("Every node snapshots its state by itself, every minute or 256 MB. This has it done at once"
                        + " and lets the Raft logs go up to it, before a restart for instance, which then replays"
                        + " nothing. It stays in the node's data folder; \"takhin snapshot save\" makes a file to"
                        + " keep elsewhere. Records are written meanwhile. Exits 11 if some nodes did not do it.")
                .arguments(ID)
                .options(DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.REFUSED, ExitCode.PARTIAL)
                .example("takhin snapshot create 2", "before a restart of node 2")
                .output(SnapshotCreate.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request = new SnapshotCreate.Request(invocation.get(ID).orElse(""), invocation.get(DRY_RUN));
        var reply = clients.call(invocation, AdminMethods.SNAPSHOT_CREATE, request);
        invocation.print(VIEW, reply);
        var failed = reply.snapshots().stream()
                .filter(taken -> !taken.problem().isEmpty())
                .toList();
        if (!failed.isEmpty()) {
            var which = failed.stream()
                    .map(taken -> taken.group() + " on node " + taken.node() + ": " + taken.problem())
                    .collect(Collectors.joining("; "));
            throw new TakhinException(AdminError.of(ErrorCode.PARTIAL, "not everywhere: " + which)
                    .withApplied(request.dryRun() ? Applied.NO : Applied.YES)
                    .withHint("see how the nodes are with: takhin health; the same command again does the rest"));
        }
    }
}
