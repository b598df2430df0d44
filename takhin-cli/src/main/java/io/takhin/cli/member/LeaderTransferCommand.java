package io.takhin.cli.member;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.LeaderTransfer;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code leader transfer}. */
public final class LeaderTransferCommand implements Command {

    private static final Argument<Optional<String>> ID =
            Argument.optional("ID", "the node that is to lead every group", Completes.SERVER, MemberOptions::id);
    private static final Option<Boolean> ANY =
            Option.flag("--any", "move the metadata to any other node, instead of naming one");

    private static final View<LeaderTransfer.Reply> VIEW = new View<>(
            LeaderTransfer.Reply::moved,
            reply -> reply.moved().stream().map(LeaderTransfer.Moved::group).toList(),
            LeaderTransferCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public LeaderTransferCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("leader transfer", "move leadership to a node")
                .details("Moves the metadata and all data groups to the node, and returns when it is seen to lead"
                        + " them; they stay there for ten minutes, then they spread over the nodes again. With --any"
                        + " only the metadata moves, to any other node. Producers notice a short pause and no"
                        + " error. To keep leadership away from a node use \"takhin server drain\".")
                .arguments(ID)
                .options(ANY, MemberOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.REFUSED, ExitCode.NO_LEADER)
                .example("takhin leader transfer 2", "node 2 leads everything")
                .example("takhin leader transfer --any", "whoever leads the metadata stops to")
                .output(LeaderTransfer.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var to = invocation.get(ID);
        if (to.isPresent() == invocation.get(ANY)) {
            throw TakhinException.of(ErrorCode.USAGE, "name a node or give --any");
        }
        var request = new LeaderTransfer.Request(to.orElse(null), invocation.get(MemberOptions.DRY_RUN));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.LEADER_TRANSFER, request));
    }

    private static List<Block> layout(LeaderTransfer.Reply reply, boolean wide) {
        if (reply.moved().isEmpty()) {
            return List.of(new Block.Line("unchanged: it leads already"));
        }
        return reply.moved().stream()
                .map(moved -> new Block.Line((reply.dryRun() ? "would move " : "moved ") + moved.group() + " from "
                        + (moved.before() == null ? "none" : "node " + moved.before()) + " to node " + moved.after()))
                .<Block>map(line -> line)
                .toList();
    }
}
