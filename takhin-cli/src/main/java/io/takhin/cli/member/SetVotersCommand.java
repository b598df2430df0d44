package io.takhin.cli.member;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Values;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.MembersSetVoters;
import io.takhin.common.admin.member.MembershipReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code set-voters}. */
public final class SetVotersCommand implements Command {

    private static final Argument<List<String>> IDS = Argument.one(
            "ID,ID,...",
            "all voters; a node that is no member yet as ID@HOST:PORT",
            Completes.SERVER,
            SetVotersCommand::ids);

    private final Clients clients;

    /** Talks through these clients. */
    public SetVotersCommand(Clients clients) {
        this.clients = clients;
    }

    private static List<String> ids(String word) {
        var ids = new ArrayList<String>();
        for (var part : List.of(word.split(",", -1))) {
            int at = part.indexOf('@');
            ids.add(
                    at < 0
                            ? MemberOptions.id(part)
                            : MemberOptions.id(part.substring(0, at)) + "@" + Values.endpoint(part.substring(at + 1)));
        }
        return List.copyOf(ids);
    }

    @Override
    public Description description() {
        return Description.of("set-voters", "make exactly these nodes the voters")
                .details("Goes there in single safe steps, which are printed: who is missing is added, one at a time,"
                        + " then who is not wanted is removed. The cluster remembers where it is, so that the"
                        + " next leader goes on; past the deadline (--timeout) it goes on as well, and the same"
                        + " command again follows it.")
                .arguments(IDS)
                .options(MemberOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.REFUSED, ExitCode.NO_LEADER)
                .example("takhin set-voters 1,2,4@db4:7000 --dry-run", "which steps would it take?")
                .example("takhin set-voters 1,2,4@db4:7000 --timeout 10m", "node 4 in place of node 3")
                .output(MembershipReply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        boolean dryRun = invocation.get(MemberOptions.DRY_RUN);
        if (!dryRun && !invocation.globals().yes()) {
            var plan = clients.call(
                    invocation,
                    AdminMethods.MEMBERS_SET_VOTERS,
                    new MembersSetVoters.Request(invocation.get(IDS), true));
            plan.steps().forEach(invocation::note);
            if (plan.changed()) {
                invocation.confirm("Take these steps?");
            }
        }
        var request = new MembersSetVoters.Request(invocation.get(IDS), dryRun);
        invocation.print(ChangeView.VIEW, Progress.call(clients, invocation, AdminMethods.MEMBERS_SET_VOTERS, request));
    }
}
