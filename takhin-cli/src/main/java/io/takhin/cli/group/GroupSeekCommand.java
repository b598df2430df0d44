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
import io.takhin.common.admin.group.GroupSeek;
import io.takhin.common.admin.group.GroupSeek.Moved;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.model.OffsetSpec;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** {@code group seek}. */
public final class GroupSeekCommand implements Command {

    private static final Option<OffsetSpec> TO = Option.required(
            "--to", "PLACE", "read on from this place: start, end, N, -N (before the end) or @TIME", OffsetSpec::parse);
    private static final Option<List<String>> TOPICS =
            GroupOptions.topics("in this topic only; may be given again (default: all it has offsets of)");
    private static final Option<List<Integer>> PARTITIONS = Option.list(
            "-p, --partition", "N", "in this partition only; may be given again (default: all)", Values::count);

    private static final Table<Moved> TABLE = new Table<Moved>()
            .left("TOPIC", Moved::topic)
            .right("PARTITION", Moved::partition)
            .right("BEFORE", moved -> Objects.requireNonNullElse((Object) moved.before(), "-"))
            .right("AFTER", Moved::after);

    private static final View<GroupSeek.Reply> VIEW =
            new View<>(GroupSeek.Reply::partitions, reply -> List.of(reply.name()), GroupSeekCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public GroupSeekCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("group seek", "move the place where a consumer group reads on")
                .details("Refused while the group has members: they would read on where they are. A place outside"
                        + " the records that there are becomes the nearest one inside.")
                .arguments(GroupOptions.GROUP)
                .options(TO, TOPICS, PARTITIONS, GroupOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.REFUSED, ExitCode.NO_LEADER)
                .example("takhin group seek billing --to start --dry-run", "what reading all of it again would mean")
                .example("takhin group seek billing --to @2026-01-31T00:00:00Z -t orders", "one topic, from a time on")
                .output(GroupSeek.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request = new GroupSeek.Request(
                invocation.get(GroupOptions.GROUP),
                invocation.get(TOPICS),
                invocation.get(PARTITIONS),
                invocation.get(TO),
                invocation.get(GroupOptions.DRY_RUN));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.GROUP_SEEK, request));
    }

    private static List<Block> layout(GroupSeek.Reply reply, boolean wide) {
        long moved = reply.partitions().stream()
                .filter(partition -> partition.before() == null || partition.before() != partition.after())
                .count();
        var line = reply.change() == Change.UNCHANGED
                ? "unchanged: group " + reply.name() + " is there already"
                : GroupOptions.verb(reply.dryRun(), "moved", "move") + " group " + reply.name() + " in "
                        + Text.count(moved, "partition");
        return List.of(new Block.Line(line), TABLE.grid(reply.partitions(), wide));
    }
}
