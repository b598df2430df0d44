package io.takhin.cli.topic;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.admin.topic.TopicDescription;
import io.takhin.common.admin.topic.TopicDescription.Partition;
import io.takhin.common.model.config.ConfigEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code topic describe}. */
public final class TopicDescribeCommand implements Command {

    private static final Table<Partition> PARTITIONS = new Table<Partition>()
            .right("PARTITION", Partition::partition)
            .left("LEADER", partition -> Objects.requireNonNullElse(partition.leader(), "none"))
            .left("REPLICAS", partition -> String.join(",", partition.replicas()))
            .left("IN-SYNC", partition -> String.join(",", partition.inSync()))
            .right("START", Partition::startOffset)
            .right("END", Partition::endOffset)
            .right("SIZE", partition -> Text.bytes(partition.sizeBytes()))
            .wideRight("STABLE", Partition::stableOffset)
            .wideRight("EPOCH", Partition::leaderEpoch)
            .wideRight("GROUP", Partition::group)
            .wideRight("BYTES", Partition::sizeBytes);

    private static final Table<ConfigEntry> CONFIGS = new Table<ConfigEntry>()
            .left("CONFIG", ConfigEntry::name)
            .left("VALUE", ConfigEntry::value)
            .left("SET BY", config -> Values.name(config.source()));

    private static final View<TopicDescription> VIEW =
            View.of(topic -> List.of(topic.name()), TopicDescribeCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public TopicDescribeCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("topic describe", "describe a topic, its partitions and configs")
                .details("The table shows the configs that were set; -o wide shows all with their values in force.")
                .arguments(TopicOptions.TOPIC)
                .exits(ExitCode.NOT_FOUND)
                .example("takhin topic describe orders", "leaders, offsets and sizes of each partition")
                .example("takhin topic describe orders -o json | jq '.partitions[].endOffset'", "the end offsets")
                .output(TopicDescription.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var request = new TopicDescribe.Request(invocation.get(TopicOptions.TOPIC));
        invocation.print(VIEW, clients.call(invocation, AdminMethods.TOPIC_DESCRIBE, request));
    }

    private static List<Block> layout(TopicDescription topic, boolean wide) {
        var blocks = new ArrayList<Block>();
        long bytes = topic.partitions().stream().mapToLong(Partition::sizeBytes).sum();
        blocks.add(new Block.Fields(List.of(
                new Field("Name", topic.name()),
                new Field("Id", topic.id()),
                new Field("Partitions", String.valueOf(topic.partitions().size())),
                new Field("Replication factor", String.valueOf(topic.replicationFactor())),
                new Field("Created", Text.time(topic.createdAtMs())),
                new Field("Size", Text.bytes(bytes)))));
        blocks.add(PARTITIONS.grid(topic.partitions(), wide));
        var configs = topic.configs().stream()
                .filter(config -> wide || config.source() != ConfigEntry.Source.DEFAULT)
                .toList();
        if (!configs.isEmpty()) {
            blocks.add(CONFIGS.grid(configs, wide));
        }
        return blocks;
    }
}
