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
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code topic create}. */
public final class TopicCreateCommand implements Command {

    private static final Option<Integer> PARTITIONS =
            Option.value("-p, --partitions", "N", "how many partitions (default: the cluster's)", Values::positive, 0);
    private static final Option<Integer> REPLICATION = Option.value(
            "-r, --replication-factor", "N", "how many replicas of each (default: the cluster's)", Values::positive, 0);
    private static final Option<List<Map.Entry<String, String>>> CONFIG = Option.list(
            "-c, --config", "NAME=VALUE", "a topic config by Kafka's name; may be given again", Values::pair);
    private static final Option<Boolean> IF_NOT_EXISTS =
            Option.flag("--if-not-exists", "an equal topic is fine; one that differs is a conflict");
    private static final Option<Boolean> NO_WAIT =
            Option.flag("--no-wait", "return before every partition has a leader");

    private static final View<TopicCreate.Reply> VIEW =
            new View<>(reply -> List.of(reply), reply -> List.of(reply.topic().name()), TopicCreateCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public TopicCreateCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("topic create", "create a topic")
                .details("Returns when every partition has a leader, so that producers may start at once.")
                .details("With --if-not-exists, partitions, replication factor and configs are compared: an equal"
                        + " topic prints \"unchanged\" and exits 0, one that differs prints the differences and"
                        + " exits 4.")
                .arguments(TopicOptions.TOPIC)
                .options(PARTITIONS, REPLICATION, CONFIG, IF_NOT_EXISTS, NO_WAIT, TopicOptions.DRY_RUN)
                .exits(ExitCode.CONFLICT, ExitCode.NO_LEADER)
                .example("takhin topic create orders --partitions 12", "twelve partitions")
                .example(
                        "takhin topic create orders -p 12 -c retention.ms=604800000 --if-not-exists",
                        "kept for a week, in a script that may run twice")
                .output(TopicCreate.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request = new TopicCreate.Request(
                invocation.get(TopicOptions.TOPIC),
                invocation.get(PARTITIONS),
                invocation.get(REPLICATION),
                configs(invocation.get(CONFIG)),
                invocation.get(IF_NOT_EXISTS),
                invocation.get(NO_WAIT),
                invocation.get(TopicOptions.DRY_RUN));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.TOPIC_CREATE, request));
    }

    private static Map<String, String> configs(List<Map.Entry<String, String>> pairs) {
        var configs = new LinkedHashMap<String, String>();
        for (var pair : pairs) {
            if (configs.put(pair.getKey(), pair.getValue()) != null) {
                throw TakhinException.of(ErrorCode.USAGE, "--config: " + pair.getKey() + " is given more than once");
            }
        }
        return configs;
    }

    private static List<Block> layout(TopicCreate.Reply reply, boolean wide) {
        var topic = reply.topic();
        var shape = Text.count(topic.partitions(), "partition") + ", replication factor " + topic.replicationFactor();
        var line = reply.change() == Change.UNCHANGED
                ? "unchanged: topic " + topic.name() + " exists already (" + shape + ")"
                : TopicOptions.verb(reply.dryRun(), "created", "create") + " topic " + topic.name() + " (" + shape
                        + (wide && !topic.id().isEmpty() ? ", id " + topic.id() : "") + ")";
        return List.of(new Block.Line(line));
    }
}
