package io.takhin.cli.group;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Failures;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.group.GroupDelete.Deleted;
import io.takhin.common.admin.topic.Change;
import java.io.IOException;
import java.util.List;

/** {@code group delete}. */
public final class GroupDeleteCommand implements Command {

    private static final Argument<List<String>> GROUPS =
            Argument.many("GROUP", "the groups' names", 1, Completes.GROUP, Values::text);
    private static final Option<Boolean> IF_EXISTS = Option.flag("--if-exists", "a group that does not exist is fine");

    private static final View<GroupDelete.Reply> VIEW =
            new View<>(GroupDelete.Reply::groups, GroupDeleteCommand::deleted, GroupDeleteCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public GroupDeleteCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("group delete", "delete consumer groups with their offsets")
                .details("Asks first, unless --yes is given. Refused for a group that has members. Should its"
                        + " consumers come back, they start where their auto.offset.reset says.")
                .arguments(GROUPS)
                .options(IF_EXISTS, GroupOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.REFUSED, ExitCode.NO_LEADER, ExitCode.PARTIAL)
                .example("takhin group delete billing", "asks before")
                .example("takhin group delete billing test --if-exists --yes", "in a script")
                .output(GroupDelete.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        boolean dryRun = invocation.get(GroupOptions.DRY_RUN);
        if (!dryRun && !invocation.globals().yes()) {
            var plan = call(invocation, true);
            Failures.ofAll(plan.groups().stream().map(Deleted::error).toList());
            var names = deleted(plan);
            if (!names.isEmpty()) {
                invocation.confirm("Delete group" + (names.size() == 1 ? " " : "s ") + String.join(", ", names)
                        + " with the offsets? This can't be undone.");
            }
        }
        var reply = call(invocation, dryRun);
        invocation.print(VIEW, reply);
        Failures.ofSome(
                reply.groups().stream().map(Deleted::error).toList(),
                Text.count(reply.groups().size(), "group"));
    }

    private GroupDelete.Reply call(Invocation invocation, boolean dryRun) {
        var request = new GroupDelete.Request(invocation.get(GROUPS), invocation.get(IF_EXISTS), dryRun);
        return clients.call(invocation, AdminMethods.GROUP_DELETE, request);
    }

    private static List<String> deleted(GroupDelete.Reply reply) {
        return reply.groups().stream()
                .filter(group -> group.change() == Change.DELETED)
                .map(Deleted::name)
                .toList();
    }

    private static List<Block> layout(GroupDelete.Reply reply, boolean wide) {
        return reply.groups().stream()
                .map(group -> line(group, reply.dryRun()))
                .<Block>map(Block.Line::new)
                .toList();
    }

    private static String line(Deleted group, boolean dryRun) {
        if (group.error() != null) {
            return "failed: group " + group.name() + ": " + group.error().message();
        }
        return group.change() == Change.DELETED
                ? GroupOptions.verb(dryRun, "deleted", "delete") + " group " + group.name()
                : "unchanged: group " + group.name() + " does not exist";
    }
}
