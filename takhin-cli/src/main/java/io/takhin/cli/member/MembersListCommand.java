package io.takhin.cli.member;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.member.MembersList.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code members} and {@code members list}. */
public final class MembersListCommand implements Command {

    private static final Table<Member> MEMBERS = new Table<Member>()
            .left("NODE", Member::id)
            .left("ROLE", member -> Values.name(member.role()))
            .left("ALIVE", member -> member.alive() ? "yes" : "no")
            .right("LEADS", Member::leads)
            .right("LAG", member -> member.lag() < 0 ? "?" : String.valueOf(member.lag()))
            .left("DRAINED", member -> member.drained() ? "yes" : "no")
            .left("RAFT", Member::raft)
            .wideLeft("ADMIN", Member::admin)
            .wideLeft("KAFKA", Member::kafka)
            .wideLeft("VERSION", Member::version)
            .wideRight("SILENT MS", Member::silentMs);

    private static final View<MembersList.Reply> VIEW = new View<>(
            MembersList.Reply::members,
            reply -> reply.members().stream().map(Member::id).toList(),
            MembersListCommand::layout);

    private final Clients clients;
    private final String name;

    /** Talks through these clients, under this name. */
    public MembersListCommand(Clients clients, String name) {
        this.clients = clients;
        this.name = name;
    }

    @Override
    public Description description() {
        return Description.of(name, "list the members with their role and lag")
                .details("LAG is how many log entries a member is behind, over all groups. A change of members that is"
                        + " under way is shown below. -o name prints the ids alone.")
                .example("takhin members", "who belongs to the cluster")
                .example("takhin members list -o wide", "with addresses and versions")
                .output(MembersList.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        invocation.print(VIEW, clients.call(invocation, AdminMethods.MEMBERS_LIST, new MembersList.Request()));
    }

    private static List<Block> layout(MembersList.Reply reply, boolean wide) {
        var blocks = new ArrayList<Block>();
        blocks.add(MEMBERS.grid(reply.members(), wide));
        if (reply.change() != null) {
            blocks.add(new Block.Line(Progress.line(reply.change())));
        }
        return blocks;
    }
}
