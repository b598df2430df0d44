package io.takhin.cli.topic;

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
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.admin.topic.TopicDelete.Deleted;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** {@code topic delete}. */
public final class TopicDeleteCommand implements Command {

    private static final Argument<List<String>> TOPICS =
            Argument.many("TOPIC", "the topics' names", 1, Completes.TOPIC, Values::topic);
    private static final Option<Boolean> IF_EXISTS = Option.flag("--if-exists", "a topic that does not exist is fine");

    private static final View<TopicDelete.Reply> VIEW = new View<>(
            TopicDelete.Reply::topics,
            reply -> reply.topics().stream()
                    .filter(topic -> topic.change() == Change.DELETED)
                    .map(Deleted::name)
                    .toList(),
            TopicDeleteCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public TopicDeleteCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("topic delete", "delete topics with their records")
                .details("Says what would be lost and asks first, unless --yes is given. A deleted topic can't be"
                        + " brought back.")
                .arguments(TOPICS)
                .options(IF_EXISTS, TopicOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.REFUSED, ExitCode.NO_LEADER, ExitCode.PARTIAL)
                .example("takhin topic delete orders", "asks before")
                .example("takhin topic delete orders payments --if-exists --yes", "in a script")
                .output(TopicDelete.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        boolean dryRun = invocation.get(TopicOptions.DRY_RUN);
        if (!dryRun && !invocation.globals().yes()) {
            var plan = call(invocation, true);
            Failures.ofAll(plan.topics().stream().map(Deleted::error).toList());
            var lost = plan.topics().stream()
                    .filter(topic -> topic.change() == Change.DELETED)
                    .toList();
            if (!lost.isEmpty()) {
                invocation.confirm(
                        "Delete " + lost.stream().map(TopicDeleteCommand::shape).collect(Collectors.joining(", "))
                                + "? This can't be undone.");
            }
        }
        var reply = call(invocation, dryRun);
        invocation.print(VIEW, reply);
        Failures.ofSome(
                reply.topics().stream().map(Deleted::error).toList(),
                Text.count(reply.topics().size(), "topic"));
    }

    private TopicDelete.Reply call(Invocation invocation, boolean dryRun) {
        var request = new TopicDelete.Request(invocation.get(TOPICS), invocation.get(IF_EXISTS), dryRun);
        return clients.call(invocation, AdminMethods.TOPIC_DELETE, request);
    }

    private static String shape(Deleted topic) {
        return "topic " + topic.name() + " (" + Text.count(topic.partitions(), "partition") + ", "
                + Text.bytes(topic.sizeBytes()) + ")";
    }

    private static List<Block> layout(TopicDelete.Reply reply, boolean wide) {
        return reply.topics().stream()
                .map(topic -> line(topic, reply.dryRun()))
                .<Block>map(Block.Line::new)
                .toList();
    }

    private static String line(Deleted topic, boolean dryRun) {
        if (topic.error() != null) {
            return "failed: topic " + topic.name() + ": " + topic.error().message();
        }
        return topic.change() == Change.DELETED
                ? TopicOptions.verb(dryRun, "deleted", "delete") + " " + shape(topic)
                : "unchanged: topic " + topic.name() + " does not exist";
    }
}
