package io.takhin.cli.topic;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Failures;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicTrim;
import io.takhin.common.admin.topic.TopicTrim.Trimmed;
import io.takhin.common.model.OffsetSpec;
import java.io.IOException;
import java.util.List;

/** {@code topic trim}. */
public final class TopicTrimCommand implements Command {

    private static final Option<OffsetSpec> TO = Option.required(
            "--to",
            "PLACE",
            "delete the records before this place: end, N, -N (before the end) or @TIME",
            OffsetSpec::parse);
    private static final Option<List<Integer>> PARTITION = Option.list(
            "-p, --partition", "N", "of this partition only; may be given again (default: all)", Values::count);

    private static final Table<Trimmed> TABLE = new Table<Trimmed>()
            .right("PARTITION", Trimmed::partition)
            .right("START BEFORE", Trimmed::before)
            .right("START AFTER", Trimmed::after)
            .right("RECORDS", trimmed -> trimmed.after() - trimmed.before())
            .left("PROBLEM", trimmed -> Failures.message(trimmed.error()));

    private static final View<TopicTrim.Reply> VIEW =
            new View<>(TopicTrim.Reply::partitions, reply -> List.of(reply.name()), TopicTrimCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public TopicTrimCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("topic trim", "delete the records before a place")
                .details("The partitions' start offsets move; the records before them can't be brought back. Asks"
                        + " first, unless --yes is given.")
                .arguments(TopicOptions.TOPIC)
                .options(TO, PARTITION, TopicOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.REFUSED, ExitCode.NO_LEADER, ExitCode.PARTIAL)
                .example("takhin topic trim orders --to end", "empty the topic")
                .example("takhin topic trim orders --to @2026-01-31T00:00:00Z --dry-run", "what would go")
                .output(TopicTrim.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var topic = invocation.get(TopicOptions.TOPIC);
        boolean dryRun = invocation.get(TopicOptions.DRY_RUN);
        if (!dryRun && !invocation.globals().yes()) {
            var plan = call(invocation, true);
            Failures.ofAll(plan.partitions().stream().map(Trimmed::error).toList());
            long records = records(plan);
            if (records > 0) {
                invocation.confirm("Delete " + Text.count(records, "record") + " of topic " + topic
                        + "? They can't be brought back.");
            }
        }
        var reply = call(invocation, dryRun);
        invocation.print(VIEW, reply);
        Failures.ofSome(
                reply.partitions().stream().map(Trimmed::error).toList(),
                Text.count(reply.partitions().size(), "partition"));
    }

    private TopicTrim.Reply call(Invocation invocation, boolean dryRun) {
        var request = new TopicTrim.Request(
                invocation.get(TopicOptions.TOPIC), invocation.get(PARTITION), invocation.get(TO), dryRun);
        return clients.call(invocation, AdminMethods.TOPIC_TRIM, request);
    }

    private static long records(TopicTrim.Reply reply) {
        return reply.partitions().stream()
                .mapToLong(trimmed -> trimmed.after() - trimmed.before())
                .sum();
    }

    private static List<Block> layout(TopicTrim.Reply reply, boolean wide) {
        var line = reply.change() == Change.UNCHANGED
                ? "unchanged: topic " + reply.name() + " has no records before that place"
                : TopicOptions.verb(reply.dryRun(), "deleted", "delete") + " " + Text.count(records(reply), "record")
                        + " of topic " + reply.name();
        return List.of(new Block.Line(line), TABLE.grid(reply.partitions(), wide));
    }
}
