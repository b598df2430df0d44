package io.takhin.cli.top;

import io.takhin.cli.console.Style;
import io.takhin.cli.output.Brief;
import io.takhin.cli.top.TopView.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the live view that is about nodes.
 *
 * @param style colours, or none
 * @param width how wide the screen is
 */
record NodeRows(Style style, int width) {

    private static final int PERCENT_HIGH = 90;

    /** A row for each of the first nodes. */
    void nodes(List<String> lines, TopView view, int rowsMax) {
        var table = new ScreenTable<Node>(width, style)
                .left("NODE", 12, 200, node -> node.id() + (node.id().equals(view.leader()) ? " leader" : ""))
                .left("STATE", 8, 190, NodeRows::state)
                .painted((node, text) -> node.ready() ? style.green(text) : style.red(text))
                .right("LEADS", 5, 60, node -> up(node, Integer.toString(node.leads())))
                .right(
                        "IN/s",
                        6,
                        90,
                        node -> up(node, Brief.number(node.traffic().bytesInPerSecond())))
                .right(
                        "OUT/s",
                        6,
                        89,
                        node -> up(node, Brief.number(node.traffic().bytesOutPerSecond())))
                .right(
                        "P99",
                        6,
                        85,
                        node -> up(node, time(node.traffic(), node.traffic().commitP99Us())));
        if (view.consensus()) {
            table.right("LAG", 6, 86, node -> lag(node.lagEntries())).painted((node, text) -> {
                var lag = node.lagEntries();
                return lag != null && lag > 0 ? style.yellow(text) : text;
            });
        }
        table.right("QUEUE", 5, 50, node -> up(node, Brief.number(node.inFlight())))
                .right("CONN", 5, 40, node -> up(node, Brief.number(node.connections())))
                .right("CPU", 5, 70, node -> up(node, Math.round(node.cpuPercent()) + "%"))
                .right("HEAP", 5, 65, node -> up(node, Brief.percent(node.heapUsedBytes(), node.heapMaxBytes())))
                .right("FREE", 6, 75, node -> up(node, Brief.number(node.diskFreeBytes())))
                .right("DISK", 5, 74, node -> up(node, Brief.percent(used(node), node.diskTotalBytes())))
                .painted((node, text) -> isFull(node) ? style.red(text) : text)
                .right("UP", 4, 30, node -> up(node, Brief.span(node.uptimeMs())))
                .left("ADDRESS", 21, 20, Node::address)
                .left("VERSION", 14, 10, Node::version);
        int shown = Math.min(rowsMax, view.nodes().size());
        lines.addAll(table.lines(view.nodes().subList(0, shown)));
        if (shown < view.nodes().size()) {
            lines.add(style.dim((view.nodes().size() - shown) + " more"));
        }
    }

    /** Why nodes are down. */
    void problems(List<String> lines, TopView view) {
        for (var node : view.nodes()) {
            var problem = node.problem();
            if (problem != null) {
                lines.add(new ScreenLine()
                        .add("node " + node.id() + " at " + node.address() + ": " + problem, style::red)
                        .clipped(width));
            }
        }
    }

    private static String state(Node node) {
        return !node.reachable() ? "down" : node.ready() ? "ready" : "starting";
    }

    private static String up(Node node, String text) {
        return node.reachable() ? text : "-";
    }

    static String lag(@Nullable Long lag) {
        return lag == null ? "-" : Brief.number(lag);
    }

    private static long used(Node node) {
        return node.diskTotalBytes() - node.diskFreeBytes();
    }

    private static boolean isFull(Node node) {
        return node.diskTotalBytes() > 0 && used(node) * 100 / node.diskTotalBytes() >= PERCENT_HIGH;
    }

    /** Who leads which Raft group. */
    void groups(List<String> lines, TopView view) {
        if (view.groups().isEmpty()) {
            return;
        }
        var line = new ScreenLine().add("groups ", style::bold);
        for (var group : view.groups()) {
            var leader = group.leader();
            line.add(" " + group.name() + " ");
            if (leader == null) {
                line.add("no leader", style::red);
            } else {
                line.add("on " + leader);
            }
            if (group.lagEntries() > 0) {
                line.add(" lag " + Brief.number(group.lagEntries()), style::yellow);
            }
            line.add(" ");
        }
        lines.add(line.clipped(width).stripTrailing());
    }

    /** A time, where anything was measured. */
    static String time(TopView.Traffic traffic, long us) {
        return traffic.commits() == 0 ? "-" : Brief.us(us);
    }
}
