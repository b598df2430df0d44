package io.takhin.cli.member;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.MembersAdd;
import io.takhin.common.admin.member.MembershipReply;
import java.io.IOException;

/** {@code add-voter} and {@code add-listener}. */
public final class AddMemberCommand implements Command {

    private static final Argument<String> ID =
            Argument.one("ID", "the node's id", Completes.NOTHING, MemberOptions::id);
    private static final Argument<String> ADDRESS = Argument.one(
            "ADDR", "its Raft address, HOST:PORT; it keeps it for life", Completes.NOTHING, Values::endpoint);
    private static final Option<Boolean> KEEP_LISTENER =
            Option.flag("--keep-listener", "past the deadline leave it as a listener instead of going back");

    private final Clients clients;
    private final boolean listener;

    /** Talks through these clients; adds listeners or voters. */
    public AddMemberCommand(Clients clients, boolean listener) {
        this.clients = clients;
        this.listener = listener;
    }

    @Override
    public Description description() {
        var builder = listener
                ? Description.of("add-listener", "add a node that follows and does not vote")
                        .details("\"takhin promote\" gives it a vote later.")
                        .example("takhin add-listener 4 db4:7000", "node 4 follows from now on")
                : Description.of("add-voter", "add a node that votes, once it has caught up")
                        .details("Makes sure that this node is at the address and speaks the cluster's protocol, lets"
                                + " it catch up, and gives it its vote in the metadata and in every data group. If"
                                + " it has not caught up in time (--timeout), all goes back and the exit code is"
                                + " 9. A node that votes already is left as it is.")
                        .example("takhin add-voter 4 db4:7000 --timeout 10m", "node 4 votes when it has all data");
        return builder.details("The node must have been started with raft.enabled: true, an empty folder and no initial"
                        + " voters; it waits to be added then.")
                .arguments(ID, ADDRESS)
                .options(
                        listener
                                ? new Option<?>[] {MemberOptions.DRY_RUN}
                                : new Option<?>[] {KEEP_LISTENER, MemberOptions.DRY_RUN})
                .exits(ExitCode.CONFLICT, ExitCode.REFUSED, ExitCode.NO_LEADER)
                .output(MembershipReply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var request = new MembersAdd.Request(
                invocation.get(ID),
                invocation.get(ADDRESS),
                listener,
                !listener && invocation.get(KEEP_LISTENER),
                invocation.get(MemberOptions.DRY_RUN));
        invocation.print(ChangeView.VIEW, Progress.call(clients, invocation, AdminMethods.MEMBERS_ADD, request));
    }
}
