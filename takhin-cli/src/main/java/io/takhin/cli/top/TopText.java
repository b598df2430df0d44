package io.takhin.cli.top;

import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.Brief;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.cli.top.TopView.Group;
import io.takhin.cli.top.TopView.Node;
import io.takhin.cli.top.TopView.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code top --once} prints. */
final class TopText {

    private static final Table<Node> NODES = new Table<Node>()
            .left("NODE", Node::id)
            .left("STATE", node -> !node.reachable() ? "down" : node.ready() ? "ready" : "starting")
            .right("LEADS", node -> up(node, Integer.toString(node.leads())))
            .right("LAG", node -> number(node.lagEntries()))
            .right("IN/s", node -> up(node, Brief.number(node.traffic().bytesInPerSecond())))
            .right("OUT/s", node -> up(node, Brief.number(node.traffic().bytesOutPerSecond())))
            .right("P99", node -> time(node.traffic(), node.traffic().commitP99Us()))
            .right("CPU", node -> up(node, Math.round(node.cpuPercent()) + "%"))
            .right("HEAP", node -> Brief.percent(node.heapUsedBytes(), node.heapMaxBytes()))
            .right("FREE", node -> up(node, Brief.number(node.diskFreeBytes())))
            .wideRight("QUEUE", Node::inFlight)
            .wideRight("CONN", Node::connections)
            .wideRight("LOGS", node -> Brief.number(node.logBytes()))
            .wideRight("UP", node -> up(node, Brief.span(node.uptimeMs())))
            .wideLeft("VERSION", Node::version)
            .wideLeft("ADDRESS", Node::address)
            .left("PROBLEM", node -> Objects.requireNonNullElse(node.problem(), ""));

    private static final Table<Topic> TOPICS = new Table<Topic>()
            .left("TOPIC", Topic::name)
            .right("PARTS", Topic::partitions)
            .right("IN/s", topic -> Brief.number(topic.bytesInPerSecond()))
            .right("OUT/s", topic -> Brief.number(topic.bytesOutPerSecond()))
            .right("REC/s", topic -> Brief.number(topic.recordsInPerSecond()))
            .wideRight("REQ/s", topic -> Brief.number(topic.requestsPerSecond()))
            .right("ERR/s", topic -> Brief.number(topic.errorsPerSecond()))
            .right("SIZE", topic -> Brief.number(topic.sizeBytes()))
            .right("LAG", topic -> number(topic.lag()));

    private static final Table<Group> GROUPS = new Table<Group>()
            .left("GROUP", Group::name)
            .left("LEADER", group -> Objects.requireNonNullElse(group.leader(), "none"))
            .right("TERM", Group::term)
            .right("COMMITTED", Group::commitIndex)
            .right("PENDING", Group::pending)
            .right("LAG", Group::lagEntries);

    private TopText() {}

    /** The view, its topics chosen and sorted as told. */
    static View<TopView> view(Settings settings) {
        return new View<>(
                TopView::topics,
                view -> view.topics().stream().map(Topic::name).toList(),
                (view, wide) -> layout(view, wide, settings));
    }

    private static List<Block> layout(TopView view, boolean wide, Settings settings) {
        var total = view.total();
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Fields(List.of(
                new Field("Cluster", view.clusterId()),
                new Field("Leader", Objects.requireNonNullElse(view.leader(), "none")),
                new Field(
                        "In",
                        Brief.number(total.bytesInPerSecond()) + "B/s, " + Brief.number(total.recordsInPerSecond())
                                + " records/s"),
                new Field("Out", Brief.number(total.bytesOutPerSecond()) + "B/s"),
                new Field(
                        "Commit",
                        "p50 " + time(total, total.commitP50Us()) + ", p90 " + time(total, total.commitP90Us())
                                + ", p99 " + time(total, total.commitP99Us()) + ", p99.9 "
                                + time(total, total.commitP999Us()) + ", max "
                                + time(total, total.commitMaxUs())))));
        blocks.add(NODES.grid(view.nodes(), wide));
        if (!view.groups().isEmpty()) {
            blocks.add(GROUPS.grid(view.groups(), wide));
        }
        var topics = view.topics().stream()
                .filter(topic -> settings.shows(topic.name()))
                .sorted(settings.sort().order(settings.reversed()))
                .toList();
        if (!topics.isEmpty()) {
            blocks.add(TOPICS.grid(topics, wide));
        }
        return blocks;
    }

    private static String up(Node node, String text) {
        return node.reachable() ? text : "-";
    }

    private static String time(TopView.Traffic traffic, long us) {
        return traffic.commits() == 0 ? "-" : Brief.us(us);
    }

    private static String number(@Nullable Long value) {
        return value == null ? "-" : Brief.number(value);
    }
}
