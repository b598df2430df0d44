package io.takhin.cli.member;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.LeaderShow;
import io.takhin.common.admin.member.LeaderShow.GroupLeader;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code leader} and {@code leader show}. */
public final class LeaderCommand implements Command {

    private static final Table<GroupLeader> GROUPS = new Table<GroupLeader>()
            .left("GROUP", GroupLeader::group)
            .left("LEADER", group -> Objects.requireNonNullElse(group.leader(), "none"))
            .right("TERM", GroupLeader::term);

    private static final View<LeaderShow.Reply> BARE = new View<>(
            List::of,
            LeaderCommand::name,
            (reply, wide) -> name(reply).stream().<Block>map(Block.Line::new).toList());
    private static final View<LeaderShow.Reply> SHOW = new View<>(
            LeaderShow.Reply::groups, LeaderCommand::name, (reply, wide) -> List.of(GROUPS.grid(reply.groups(), wide)));

    private final Clients clients;
    private final boolean bare;

    /** Talks through these clients; {@code bare} prints the leader's id alone. */
    public LeaderCommand(Clients clients, boolean bare) {
        this.clients = clients;
        this.bare = bare;
    }

    private static List<String> name(LeaderShow.Reply reply) {
        return Optional.ofNullable(reply.leader()).stream().toList();
    }

    @Override
    public Description description() {
        var builder = bare
                ? Description.of("leader", "print the id of the node that leads the metadata")
                        .details("Prints the id alone, for scripts. \"takhin leader show\" tells who leads each group,"
                                + " \"takhin leader transfer\" moves leadership.")
                        .example("leader=$(takhin leader)", "in a script")
                : Description.of("leader show", "tell who leads which group")
                        .details("-o name prints the id of the node that leads the metadata alone.")
                        .example("takhin leader show", "the leader of each Raft group");
        return builder.exits(ExitCode.NO_LEADER).output(LeaderShow.Reply.class).build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var reply = clients.call(invocation, AdminMethods.LEADER_SHOW, new LeaderShow.Request());
        if (!bare) {
            invocation.print(SHOW, reply);
        } else if (reply.leader() != null) {
            invocation.print(BARE, reply);
        }
        if (reply.leader() == null) {
            throw new TakhinException(AdminError.of(ErrorCode.NO_LEADER, "no node leads the metadata")
                    .withHint("see how the cluster is with: takhin health"));
        }
    }
}
