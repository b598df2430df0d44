package io.takhin.cli.group;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.group.GroupLag;
import io.takhin.common.admin.group.GroupLag.Partition;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code group lag}. */
public final class GroupLagCommand implements Command {

    private static final Option<List<String>> TOPICS =
            GroupOptions.topics("of this topic only; may be given again (default: all the group reads)");
    private static final Option<Optional<Long>> MAX =
            Option.value("--max", "N", "exit 10 if the group is more than N records behind in all", Values::longCount);

    private static final Table<Partition> TABLE = new Table<Partition>()
            .left("TOPIC", Partition::topic)
            .right("PARTITION", Partition::partition)
            .right("COMMITTED", partition -> Objects.requireNonNullElse((Object) partition.committed(), "-"))
            .right("END", Partition::end)
            .right("LAG", Partition::lag)
            .wideLeft("MEMBER", partition -> Objects.requireNonNullElse(partition.member(), "-"));

    private static final View<GroupLag.Reply> VIEW = new View<>(
            GroupLag.Reply::partitions, reply -> List.of(Long.toString(reply.total())), GroupLagCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public GroupLagCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("group lag", "tell how far a consumer group is behind")
                .details("Counts offsets from the one committed to the end. A partition without a committed offset"
                        + " counts with all it has. -o name prints the total alone.")
                .arguments(GroupOptions.GROUP)
                .options(TOPICS, MAX)
                .exits(ExitCode.NOT_FOUND, ExitCode.NO_LEADER, ExitCode.CONDITION_FALSE)
                .example("takhin group lag billing", "each partition, and the total")
                .example("takhin group lag billing --max 1000", "for an alert: exit code 10 when it is behind")
                .output(GroupLag.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request = new GroupLag.Request(invocation.get(GroupOptions.GROUP), invocation.get(TOPICS));
        var reply = clients.call(invocation, AdminMethods.GROUP_LAG, request);
        invocation.print(VIEW, reply);
        var max = invocation.get(MAX);
        if (max.isPresent() && reply.total() > max.get()) {
            throw TakhinException.of(
                    ErrorCode.CONDITION_FALSE,
                    "group " + reply.name() + " is " + Text.count(reply.total(), "record") + " behind, more than "
                            + max.get());
        }
    }

    private static List<Block> layout(GroupLag.Reply reply, boolean wide) {
        return List.of(
                TABLE.grid(reply.partitions(), wide),
                new Block.Line("group " + reply.name() + " (" + reply.state() + ") is "
                        + Text.count(reply.total(), "record") + " behind"));
    }
}
