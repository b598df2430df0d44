package io.takhin.cli.member;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.MembersPromote;
import io.takhin.common.admin.member.MembershipReply;
import java.io.IOException;

/** {@code promote}. */
public final class PromoteCommand implements Command {

    private static final Argument<String> ID = MemberOptions.member("the listener's id");

    private final Clients clients;

    /** Talks through these clients. */
    public PromoteCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("promote", "make a listener a voter")
                .details(
                        "The listener leaves the cluster for a moment and comes back as a voter, with what it has. Past"
                                + " the deadline (--timeout) it is a listener again, and the exit code is 9.")
                .arguments(ID)
                .options(MemberOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.NO_LEADER)
                .example("takhin promote 4", "listener 4 votes from now on")
                .output(MembershipReply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var request = new MembersPromote.Request(invocation.get(ID), invocation.get(MemberOptions.DRY_RUN));
        invocation.print(ChangeView.VIEW, Progress.call(clients, invocation, AdminMethods.MEMBERS_PROMOTE, request));
    }
}
