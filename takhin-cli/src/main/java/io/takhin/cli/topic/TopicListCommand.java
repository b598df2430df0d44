package io.takhin.cli.topic;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.TopicList;
import io.takhin.common.admin.topic.TopicSummary;
import java.io.IOException;
import java.util.List;

/** {@code topic list}. */
public final class TopicListCommand implements Command {

    private static final Option<Boolean> INTERNAL = Option.flag("--internal", "the cluster's own topics as well");

    private static final Table<TopicSummary> TABLE = new Table<TopicSummary>()
            .left("NAME", TopicSummary::name)
            .right("PARTITIONS", TopicSummary::partitions)
            .right("REPLICAS", TopicSummary::replicationFactor)
            .right("SIZE", topic -> Text.bytes(topic.sizeBytes()))
            .wideRight("BYTES", TopicSummary::sizeBytes)
            .wideLeft("ID", TopicSummary::id);

    private static final View<TopicList.Reply> VIEW = new View<>(
            TopicList.Reply::topics,
            reply -> reply.topics().stream().map(TopicSummary::name).toList(),
            (reply, wide) -> List.of(TABLE.grid(reply.topics(), wide)));

    private final Clients clients;

    /** Talks through these clients. */
    public TopicListCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("topic list", "list topics by name")
                .details("Sizes are those on the node that answers.")
                .options(INTERNAL)
                .example("takhin topic list", "a table for people")
                .example("takhin topic list -o name", "a name per line, for scripts")
                .output(TopicList.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request = new TopicList.Request(invocation.get(INTERNAL));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.TOPIC_LIST, request));
    }
}
