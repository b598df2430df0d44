package io.takhin.cli.member;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.MembersRemove;
import io.takhin.common.admin.member.MembershipReply;
import java.io.IOException;

/** {@code remove-server}. */
public final class RemoveServerCommand implements Command {

    private static final Argument<String> ID = MemberOptions.member("the node's id");
    private static final Option<Boolean> UNSAFE =
            Option.flag("--unsafe-allow-quorum-loss", "remove it even if fewer voters than a quorum are alive then");

    private final Clients clients;

    /** Talks through these clients. */
    public RemoveServerCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("remove-server", "remove a node from the cluster")
                .details("Prints voters, live ones, quorum and tolerance before and after. Refuses with 5 if fewer"
                        + " voters than a quorum would be alive; --yes does not override that. What the node leads"
                        + " moves to another first.")
                .details("The node ends and does not start again with what it has: \"takhin server reset\" empties its"
                        + " folder, so that it can be added anew.")
                .arguments(ID)
                .options(UNSAFE, MemberOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.REFUSED, ExitCode.NO_LEADER)
                .example("takhin remove-server 3 --dry-run", "what would it mean?")
                .example("takhin remove-server 3", "node 3 leaves")
                .output(MembershipReply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        boolean dryRun = invocation.get(MemberOptions.DRY_RUN);
        if (!dryRun) {
            invocation.confirm("Remove node " + invocation.get(ID) + " from the cluster?");
        }
        var request = new MembersRemove.Request(invocation.get(ID), invocation.get(UNSAFE), dryRun);
        invocation.print(ChangeView.VIEW, Progress.call(clients, invocation, AdminMethods.MEMBERS_REMOVE, request));
    }
}
