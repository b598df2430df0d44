package io.takhin.cli.group;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.group.GroupDescribe;
import io.takhin.common.admin.group.GroupDescription;
import io.takhin.common.admin.group.GroupDescription.Assigned;
import io.takhin.common.admin.group.GroupDescription.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code group describe}. */
public final class GroupDescribeCommand implements Command {

    private static final Table<Member> MEMBERS = new Table<Member>()
            .left("CLIENT", Member::client)
            .left("HOST", Member::host)
            .left("READS", GroupDescribeCommand::reads)
            .wideLeft("MEMBER", Member::id)
            .wideLeft("INSTANCE", member -> Objects.requireNonNullElse(member.instance(), "-"));

    private static final View<GroupDescription> VIEW =
            View.of(group -> group.members().stream().map(Member::id).toList(), GroupDescribeCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public GroupDescribeCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("group describe", "describe a consumer group and its members")
                .details("-o name prints the members' ids. How far the group is behind: takhin group lag.")
                .arguments(GroupOptions.GROUP)
                .exits(ExitCode.NOT_FOUND, ExitCode.NO_LEADER)
                .example("takhin group describe billing", "who reads which partitions")
                .example("takhin group describe billing -o wide", "with the members' ids")
                .output(GroupDescription.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request = new GroupDescribe.Request(invocation.get(GroupOptions.GROUP));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.GROUP_DESCRIBE, request));
    }

    private static List<Block> layout(GroupDescription group, boolean wide) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Fields(List.of(
                new Field("Name", group.name()),
                new Field("State", group.state()),
                new Field("Protocol", group.protocol()),
                new Field("Assignor", group.assignor().isEmpty() ? "-" : group.assignor()),
                new Field("Coordinator", "node " + group.coordinator()),
                new Field("Members", String.valueOf(group.members().size())))));
        if (!group.members().isEmpty()) {
            blocks.add(MEMBERS.grid(group.members(), wide));
        }
        return blocks;
    }

    private static String reads(Member member) {
        return member.assigned().isEmpty()
                ? "nothing"
                : member.assigned().stream().map(GroupDescribeCommand::reads).collect(Collectors.joining(" "));
    }

    private static String reads(Assigned assigned) {
        return assigned.topic() + ":"
                + assigned.partitions().stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
