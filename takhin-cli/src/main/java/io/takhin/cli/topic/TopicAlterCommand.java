package io.takhin.cli.topic;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicAlter;
import io.takhin.common.admin.topic.TopicAlter.Difference;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code topic alter}. */
public final class TopicAlterCommand implements Command {

    private static final Option<List<Map.Entry<String, String>>> SET =
            Option.list("--set", "NAME=VALUE", "set a config, by Kafka's name; may be given again", Values::pair);
    private static final Option<List<String>> REMOVE =
            Option.list("--remove", "NAME", "return a config to its default; may be given again", Values::text);

    private static final String DEFAULT = "(default)";

    private static final Table<Difference> TABLE = new Table<Difference>()
            .left("CONFIG", Difference::name)
            .left("BEFORE", difference -> Objects.requireNonNullElse(difference.before(), DEFAULT))
            .left("AFTER", difference -> Objects.requireNonNullElse(difference.after(), DEFAULT));

    private static final View<TopicAlter.Reply> VIEW =
            View.of(reply -> List.of(reply.name()), TopicAlterCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public TopicAlterCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("topic alter", "set and remove configs of a topic")
                .details("All changes are made or none is.")
                .arguments(TopicOptions.TOPIC)
                .options(SET, REMOVE, TopicOptions.DRY_RUN)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.NO_LEADER)
                .example("takhin topic alter orders --set retention.ms=86400000", "keep records for a day")
                .example("takhin topic alter orders --remove retention.ms --dry-run", "what would change")
                .output(TopicAlter.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var set = new LinkedHashMap<String, String>();
        var remove = invocation.get(REMOVE);
        for (var pair : invocation.get(SET)) {
            if (set.put(pair.getKey(), pair.getValue()) != null || remove.contains(pair.getKey())) {
                throw TakhinException.of(ErrorCode.USAGE, "config " + pair.getKey() + " is named more than once");
            }
        }
        if (set.isEmpty() && remove.isEmpty()) {
            throw TakhinException.of(ErrorCode.USAGE, "nothing to change: give --set NAME=VALUE or --remove NAME");
        }
        var request = new TopicAlter.Request(
                invocation.get(TopicOptions.TOPIC), set, remove, invocation.get(TopicOptions.DRY_RUN));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.TOPIC_ALTER, request));
    }

    private static List<Block> layout(TopicAlter.Reply reply, boolean wide) {
        if (reply.change() == Change.UNCHANGED) {
            return List.of(new Block.Line("unchanged: topic " + reply.name() + " has these configs already"));
        }
        return List.of(
                new Block.Line(TopicOptions.verb(reply.dryRun(), "changed", "change") + " topic " + reply.name()),
                TABLE.grid(reply.configs(), wide));
    }
}
