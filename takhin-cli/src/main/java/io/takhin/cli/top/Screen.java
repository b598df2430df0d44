package io.takhin.cli.top;

import io.takhin.cli.console.Style;
import io.takhin.cli.output.Brief;
import io.takhin.cli.output.Glyphs;
import io.takhin.cli.top.TopView.Topic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What the live view looks like: lines for a screen of a size, nothing of which depends on a terminal.
 *
 * @param style colours, or none
 * @param glyphs what is drawn with
 */
record Screen(Style style, Glyphs glyphs) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int TOPIC_ROWS_MIN = 3;

    /** On lower screens there are no blank lines, no groups and no reasons. */
    private static final int ROOMY_HEIGHT = 16;

    private static final int WIDE = 100;
    private static final int NAME_WIDTH_MIN = 12;
    private static final int NAME_WIDTH_NARROW = 20;
    private static final int NAME_WIDTH_MAX = 60;
    private static final int SPARK_WIDTH_MAX = 40;
    private static final int SPARK_WIDTH_MIN = 8;
    private static final String KEYS = "q quit  s sort  r reverse  / filter  p pause  ? help";

    /**
     * What is shown.
     *
     * @param view the newest view, if there is one yet
     * @param problem why there is no newer one, empty if there is none
     * @param history what was before
     * @param settings what was chosen
     */
    record Content(Optional<TopView> view, String problem, History history, Settings settings) {}

    /** The lines, as many as the screen is high, none wider than it. */
    List<String> lines(Content content, int width, int height) {
        var lines = new ArrayList<String>();
        if (content.settings().help()) {
            help(lines, width);
        } else if (content.view().isEmpty()) {
            waiting(lines, content, width);
        } else {
            body(lines, content.view().get(), content, width, height - 1);
        }
        while (lines.size() < height - 1) {
            lines.add("");
        }
        var shown = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
        shown.add(footer(content, width));
        return shown;
    }

    private void waiting(List<String> lines, Content content, int width) {
        lines.add(new ScreenLine().add("takhin top", style::bold).clipped(width));
        lines.add("");
        lines.add(
                content.problem().isEmpty()
                        ? new ScreenLine().add("asking the nodes ...").clipped(width)
                        : new ScreenLine().add(content.problem(), style::red).clipped(width));
    }

    private void body(List<String> lines, TopView view, Content content, int width, int height) {
        boolean roomy = height >= ROOMY_HEIGHT;
        header(lines, view, content, width);
        if (roomy) {
            lines.add("");
        }
        int nodesMax = Math.max(1, (height - lines.size() - TOPIC_ROWS_MIN - 3) / 2);
        var nodes = new NodeRows(style, width);
        nodes.nodes(lines, view, nodesMax);
        if (roomy) {
            nodes.problems(lines, view);
            nodes.groups(lines, view);
            lines.add("");
        }
        topics(lines, view, content, width, height - lines.size());
    }

    private void header(List<String> lines, TopView view, Content content, int width) {
        var settings = content.settings();
        var state = settings.paused() ? "paused" : "every " + seconds(settings);
        lines.add(new ScreenLine()
                .add("takhin top", style::bold)
                .add("  " + view.clusterId())
                .end(state + "  " + TIME.format(Instant.ofEpochMilli(view.atMs())), width)
                .clipped(width));
        lines.add(
                content.problem().isEmpty()
                        ? summary(view).clipped(width)
                        : new ScreenLine().add(content.problem(), style::red).clipped(width));
        var traffic = view.total();
        int spark = Math.clamp((width - 48) / 2, SPARK_WIDTH_MIN, SPARK_WIDTH_MAX);
        lines.add(new ScreenLine()
                .add("in   ", style::bold)
                .add(String.format(Locale.ROOT, "%7s  ", Brief.number(traffic.bytesInPerSecond()) + "B/s"))
                .add(glyphs.spark(content.history().in(), spark), style::cyan)
                .add("  commit ", style::bold)
                .add(String.format(
                        Locale.ROOT,
                        "p50 %-6s p90 %-6s p99 %s",
                        NodeRows.time(traffic, traffic.commitP50Us()),
                        NodeRows.time(traffic, traffic.commitP90Us()),
                        NodeRows.time(traffic, traffic.commitP99Us())))
                .clipped(width));
        lines.add(new ScreenLine()
                .add("out  ", style::bold)
                .add(String.format(Locale.ROOT, "%7s  ", Brief.number(traffic.bytesOutPerSecond()) + "B/s"))
                .add(glyphs.spark(content.history().out(), spark), style::cyan)
                .add(String.format(
                        Locale.ROOT,
                        "  %6s rec/s  p99.9 %-6s max %s",
                        Brief.number(traffic.recordsInPerSecond()),
                        NodeRows.time(traffic, traffic.commitP999Us()),
                        NodeRows.time(traffic, traffic.commitMaxUs())))
                .clipped(width));
    }

    private static String seconds(Settings settings) {
        long ms = settings.interval().toMillis();
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }

    private ScreenLine summary(TopView view) {
        long down = view.nodes().stream().filter(node -> !node.reachable()).count();
        int partitions = view.topics().stream().mapToInt(Topic::partitions).sum();
        var line = new ScreenLine().add("leader ");
        var leader = view.leader();
        if (leader == null) {
            line.add("none", style::red);
        } else {
            line.add(leader);
        }
        line.add("   nodes " + view.nodes().size());
        if (down > 0) {
            line.add(" (" + down + " down)", style::red);
        }
        return line.add("   topics " + (view.topics().size() + view.topicsLeftOut()) + "   partitions " + partitions);
    }

    private void topics(List<String> lines, TopView view, Content content, int width, int height) {
        var settings = content.settings();
        var chosen = view.topics().stream()
                .filter(topic -> settings.shows(topic.name()))
                .sorted(settings.sort().order(settings.reversed()))
                .toList();
        int rows = Math.max(0, height - 1);
        int skipped = Math.clamp(settings.skipped(), 0, Math.max(0, chosen.size() - rows));
        var shown = chosen.subList(skipped, Math.min(chosen.size(), skipped + rows));
        boolean lags = view.topics().stream().anyMatch(topic -> topic.lag() != null);
        boolean wide = width >= WIDE;
        int longest =
                shown.stream().mapToInt(topic -> topic.name().length()).max().orElse(0);
        int nameWidth = Math.clamp(longest, NAME_WIDTH_MIN, NAME_WIDTH_MAX);
        var table =
                new ScreenTable<Topic>(width, style).left(heading(settings, SortKey.NAME), nameWidth, 200, Topic::name);
        if (wide || !lags) {
            table.right("PARTS", 5, 60, topic -> Integer.toString(topic.partitions()));
        }
        table.right(heading(settings, SortKey.IN), 6, 100, topic -> Brief.number(topic.bytesInPerSecond()))
                .right(heading(settings, SortKey.OUT), 6, 99, topic -> Brief.number(topic.bytesOutPerSecond()))
                .right(heading(settings, SortKey.RECORDS), 6, 80, topic -> Brief.number(topic.recordsInPerSecond()))
                .right(heading(settings, SortKey.ERRORS), 6, 85, topic -> Brief.number(topic.errorsPerSecond()))
                .painted((topic, text) -> topic.errorsPerSecond() > 0 ? style.red(text) : text)
                .right(heading(settings, SortKey.SIZE), 6, 70, topic -> Brief.number(topic.sizeBytes()));
        if (lags) {
            table.right(heading(settings, SortKey.LAG), 6, 75, topic -> NodeRows.lag(topic.lag()));
        }
        // On a narrow screen a long name is cut before its history goes.
        int nameWanted = wide ? nameWidth : Math.min(nameWidth, NAME_WIDTH_NARROW);
        int room = Math.min(SPARK_WIDTH_MAX, table.roomBeside(nameWanted));
        if (room >= SPARK_WIDTH_MIN) {
            table.left(
                            "HISTORY",
                            room,
                            50,
                            topic -> glyphs.spark(content.history().topic(topic.name()), room))
                    .painted((_, text) -> style.cyan(text));
        }
        lines.addAll(table.lines(shown));
        if (chosen.isEmpty()) {
            lines.add(style.dim(view.topics().isEmpty() ? "there are no topics" : "no topic is shown by this filter"));
        }
    }

    private String heading(Settings settings, SortKey key) {
        return settings.sort() == key
                ? key.heading() + (settings.reversed() ? glyphs.up() : glyphs.down())
                : key.heading();
    }

    private String footer(Content content, int width) {
        var settings = content.settings();
        if (settings.typing()) {
            return new ScreenLine()
                    .add("/" + settings.filter() + "_", style::bold)
                    .add("  Enter keeps it, Esc drops it")
                    .clipped(width);
        }
        if (settings.help()) {
            return new ScreenLine()
                    .add("any key goes back, q quits", style::dim)
                    .clipped(width);
        }
        var line = new ScreenLine().add(KEYS, style::dim);
        if (!settings.filter().isEmpty()) {
            line.add("  /" + settings.filter(), style::yellow);
        }
        return line.clipped(width);
    }

    private void help(List<String> lines, int width) {
        for (var text : List.of(
                "takhin top",
                "",
                "q            quit",
                "s            sort by the next column",
                "b o z n      sort by bytes in, bytes out, size, name",
                "r            reverse the order",
                "/            show only topics whose name contains a text; Esc shows all",
                "i            show the cluster's own topics, or hide them",
                "p, space     pause, go on",
                "+ -          read more often, less often",
                "arrows, PgUp, PgDn, Home    move through the topics",
                "",
                "IN/s, OUT/s  bytes appended and read a second; k, M, G are thousands",
                "commit, P99  from the arrival of an append to its durable acknowledgement",
                "QUEUE        appends that wait for their acknowledgement",
                "LAG          node: entries behind in Raft; topic: records a group has to read",
                "FREE, DISK   what may still be written, and how much of the disk is used")) {
            lines.add(new ScreenLine().add(text).clipped(width));
        }
        lines.set(0, style.bold(Objects.requireNonNull(lines.getFirst())));
    }
}
