package io.takhin.cli.topic;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicAddPartitions;
import java.io.IOException;
import java.util.List;

/** {@code topic add-partitions}. */
public final class TopicAddPartitionsCommand implements Command {

    private static final Option<Integer> TOTAL =
            Option.required("--total", "N", "how many partitions the topic shall have afterwards", Values::positive);

    private static final View<TopicAddPartitions.Reply> VIEW =
            View.of(reply -> List.of(reply.name()), TopicAddPartitionsCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public TopicAddPartitionsCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("topic add-partitions", "add partitions to a topic")
                .details("--total is the number afterwards, so that running it twice changes nothing. Partitions are"
                        + " never removed. Records with a key may go to another partition than before.")
                .arguments(TopicOptions.TOPIC)
                .options(TOTAL, TopicOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.NO_LEADER)
                .example("takhin topic add-partitions orders --total 24", "24 partitions in all")
                .output(TopicAddPartitions.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request = new TopicAddPartitions.Request(
                invocation.get(TopicOptions.TOPIC), invocation.get(TOTAL), invocation.get(TopicOptions.DRY_RUN));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.TOPIC_ADD_PARTITIONS, request));
    }

    private static List<Block> layout(TopicAddPartitions.Reply reply, boolean wide) {
        if (reply.change() == Change.UNCHANGED) {
            var has = Text.count(reply.after(), "partition");
            return List.of(new Block.Line("unchanged: topic " + reply.name() + " has " + has + " already"));
        }
        var verb = TopicOptions.verb(reply.dryRun(), "changed", "change");
        return List.of(new Block.Line(verb + " topic " + reply.name() + " from " + reply.before() + " to "
                + Text.count(reply.after(), "partition")));
    }
}
