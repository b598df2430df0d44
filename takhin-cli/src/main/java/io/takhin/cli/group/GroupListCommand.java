package io.takhin.cli.group;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.group.GroupList;
import io.takhin.common.admin.group.GroupSummary;
import java.io.IOException;
import java.util.List;

/** {@code group list}. */
public final class GroupListCommand implements Command {

    private static final Table<GroupSummary> TABLE = new Table<GroupSummary>()
            .left("NAME", GroupSummary::name)
            .left("STATE", GroupSummary::state)
            .left("PROTOCOL", GroupSummary::protocol)
            .wideLeft("COORDINATOR", GroupSummary::coordinator);

    private static final View<GroupList.Reply> VIEW = new View<>(
            GroupList.Reply::groups,
            reply -> reply.groups().stream().map(GroupSummary::name).toList(),
            (reply, wide) -> List.of(TABLE.grid(reply.groups(), wide)));

    private final Clients clients;

    /** Talks through these clients. */
    public GroupListCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("group list", "list consumer groups by name")
                .details("A group is Stable while its members read, and Empty when it has offsets but no members.")
                .exits(ExitCode.NO_LEADER)
                .example("takhin group list", "a table for people")
                .example(
                        "takhin group list -o json | jq -r '.groups[] | select(.state == \"Empty\").name'",
                        "idle groups")
                .output(GroupList.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        invocation.print(VIEW, clients.call(invocation, AdminMethods.GROUP_LIST, new GroupList.Request()));
    }
}
