package io.takhin.cli.member;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.ServerDrain;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code server drain} and {@code server undrain}. */
public final class ServerDrainCommand implements Command {

    private static final Argument<Optional<String>> ID = Argument.optional(
            "ID", "the node's id; without it the node that answers", Completes.SERVER, MemberOptions::id);

    private static final View<ServerDrain.Reply> VIEW =
            View.of(reply -> List.of(reply.id()), ServerDrainCommand::layout);

    private final Clients clients;
    private final boolean drain;

    /** Talks through these clients; drains or undoes that. */
    public ServerDrainCommand(Clients clients, boolean drain) {
        this.clients = clients;
        this.drain = drain;
    }

    @Override
    public Description description() {
        var builder = drain
                ? Description.of("server drain", "move leadership away from a node and keep it away")
                        .details("Returns when the node leads nothing any more, as before its maintenance. It still"
                                + " votes and keeps its replicas. \"takhin server undrain\" reverses it.")
                        .example("takhin server drain 2", "before an upgrade of node 2")
                : Description.of("server undrain", "let a drained node lead again")
                        .details("Leaders spread over the nodes again within a while.")
                        .example("takhin server undrain 2", "after an upgrade of node 2");
        return builder.arguments(ID)
                .options(MemberOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.REFUSED, ExitCode.NO_LEADER)
                .output(ServerDrain.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request =
                new ServerDrain.Request(invocation.get(ID).orElse(""), drain, invocation.get(MemberOptions.DRY_RUN));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.SERVER_DRAIN, request));
    }

    private static List<Block> layout(ServerDrain.Reply reply, boolean wide) {
        var what = "node " + reply.id() + (reply.drained() ? " is drained" : " may lead") + ", it leads "
                + reply.leads() + " groups";
        return List.of(
                new Block.Line((reply.changed() ? reply.dryRun() ? "would change: " : "" : "unchanged: ") + what));
    }
}
