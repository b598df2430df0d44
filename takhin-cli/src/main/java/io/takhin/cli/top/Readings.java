package io.takhin.cli.top;

import io.takhin.cli.probe.NodeClients.Answer;
import io.takhin.cli.top.TopView.Group;
import io.takhin.cli.top.TopView.Node;
import io.takhin.cli.top.TopView.Topic;
import io.takhin.cli.top.TopView.Traffic;
import io.takhin.common.admin.metrics.Latency;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.metrics.ProcessMetrics;
import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.common.admin.metrics.TopicMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a view of two readings. A node that was started in between counts from its start. */
final class Readings {

    private static final double MS_PER_SECOND = 1000;
    private static final double PERCENT = 100;

    private final ClusterReading later;
    private final Map<String, TopicSums> topics = new TreeMap<>();
    private final Map<String, RaftGroup> groups = new TreeMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private Latency commit = Latency.NONE;
    private double bytesIn;
    private double bytesOut;
    private double recordsIn;
    private long atMs;
    private long intervalMs;
    private int topicsLeftOut;

    private Readings(ClusterReading later) {
        this.later = later;
    }

    /** What went on between two readings; rates of nodes that were not in the earlier one count from their start. */
    static TopView between(ClusterReading earlier, ClusterReading later) {
        var readings = new Readings(later);
        later.answers().forEach(answer -> answer.reply().ifPresent(readings::addGroups));
        for (var answer : later.answers()) {
            readings.add(earlier.of(answer.node()), answer);
        }
        return readings.view();
    }

    private void addGroups(NodeMetrics metrics) {
        for (var group : metrics.groups()) {
            boolean leads = metrics.nodeId().equals(group.leader());
            groups.merge(group.name(), group, (known, other) -> leads ? other : known);
        }
    }

    private void add(Optional<NodeMetrics> before, Answer<NodeMetrics> answer) {
        if (answer.reply().isEmpty()) {
            nodes.add(down(answer));
            return;
        }
        var now = answer.reply().get();
        var then = before.filter(reading -> reading.uptimeMs() < now.uptimeMs()).orElse(NONE);
        long spanMs = Math.max(1, now.uptimeMs() - then.uptimeMs());
        var span = new Span(then, now, spanMs);
        var latency = now.commit().since(then.commit());
        commit = commit.plus(latency);
        atMs = Math.max(atMs, now.atMs());
        intervalMs = Math.max(intervalMs, spanMs);
        topicsLeftOut = Math.max(topicsLeftOut, now.topicsLeftOut());
        var rates = topics(span);
        bytesIn += rates.bytesIn;
        bytesOut += rates.bytesOut;
        recordsIn += rates.recordsIn;
        nodes.add(new Node(
                now.nodeId(),
                answer.node().admin(),
                true,
                null,
                now.ready(),
                now.topics().stream().mapToInt(topic -> topic.leads()).sum(),
                lag(now.nodeId()),
                traffic(rates.bytesIn, rates.bytesOut, rates.recordsIn, latency),
                now.appends().inFlight(),
                now.connections().kafka() + now.connections().admin(),
                (now.process().cpuMs() - then.process().cpuMs()) * PERCENT / spanMs,
                now.process().heapUsedBytes(),
                now.process().heapMaxBytes(),
                now.disk().logBytes(),
                now.disk().freeBytes(),
                now.disk().totalBytes(),
                now.uptimeMs(),
                now.version()));
    }

    private Node down(Answer<NodeMetrics> answer) {
        return new Node(
                answer.node().id(),
                answer.node().admin(),
                false,
                answer.problem(),
                false,
                0,
                lag(answer.node().id()),
                traffic(0, 0, 0, Latency.NONE),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                "");
    }

    /** Adds a node's topics to those of all nodes, and tells what went through that node. */
    private TopicSums topics(Span span) {
        var all = new TopicSums();
        var then = new HashMap<String, TopicMetrics>();
        span.then.topics().forEach(topic -> then.put(topic.name(), topic));
        for (var topic : span.now.topics()) {
            var known = then.getOrDefault(topic.name(), NOTHING);
            // A topic of the same name that was created anew counts from its creation.
            boolean again = known.appends() > topic.appends() || known.reads() > topic.reads();
            var before = again ? NOTHING : known;
            var sums = topics.computeIfAbsent(topic.name(), _ -> new TopicSums());
            sums.partitions = Math.max(sums.partitions, topic.partitions());
            sums.sizeBytes = Math.max(sums.sizeBytes, topic.sizeBytes());
            double in = span.rate(before.bytesIn(), topic.bytesIn());
            double out = span.rate(before.bytesOut(), topic.bytesOut());
            double records = span.rate(before.recordsIn(), topic.recordsIn());
            sums.bytesIn += in;
            sums.bytesOut += out;
            sums.recordsIn += records;
            sums.requests += span.rate(before.appends() + before.reads(), topic.appends() + topic.reads());
            sums.errors +=
                    span.rate(before.appendErrors() + before.readErrors(), topic.appendErrors() + topic.readErrors());
            all.bytesIn += in;
            all.bytesOut += out;
            all.recordsIn += records;
        }
        return all;
    }

    /** As the leaders of the groups see it. */
    private @Nullable Long lag(String nodeId) {
        Long most = null;
        for (var group : groups.values()) {
            for (var follower : group.followers()) {
                if (follower.nodeId().equals(nodeId)) {
                    most = Math.max(most == null ? 0 : most, follower.lagEntries());
                }
            }
            if (nodeId.equals(group.leader())) {
                most = most == null ? Long.valueOf(0) : most;
            }
        }
        return most;
    }

    private @Nullable Long lagOf(String topic) {
        Long most = null;
        for (var consumer : later.consumers()) {
            if (consumer.topic().equals(topic)) {
                most = Math.max(most == null ? 0 : most, consumer.lag());
            }
        }
        return most;
    }

    private TopView view() {
        var shown = new ArrayList<Topic>();
        topics.forEach((name, sums) -> shown.add(new Topic(
                name,
                sums.partitions,
                sums.bytesIn,
                sums.bytesOut,
                sums.recordsIn,
                sums.requests,
                sums.errors,
                sums.sizeBytes,
                lagOf(name))));
        return new TopView(
                later.cluster().clusterId(),
                later.cluster().leader(),
                later.cluster().consensus(),
                atMs,
                intervalMs,
                traffic(bytesIn, bytesOut, recordsIn, commit),
                nodes,
                shown,
                topicsLeftOut,
                groups.values().stream().map(Readings::group).toList(),
                later.consumers());
    }

    private static Group group(RaftGroup group) {
        return new Group(
                group.name(),
                group.leader(),
                group.term(),
                group.commitIndex(),
                group.pending(),
                group.followers().stream()
                        .mapToLong(RaftGroup.Follower::lagEntries)
                        .max()
                        .orElse(0));
    }

    private static Traffic traffic(double bytesIn, double bytesOut, double recordsIn, Latency latency) {
        return new Traffic(
                bytesIn,
                bytesOut,
                recordsIn,
                latency.count(),
                latency.percentileUs(0.5),
                latency.percentileUs(0.9),
                latency.percentileUs(0.99),
                latency.percentileUs(0.999),
                latency.percentileUs(1));
    }

    /** A topic that has just been created. */
    private static final TopicMetrics NOTHING = new TopicMetrics("", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** A node that has just been started. */
    private static final NodeMetrics NONE = new NodeMetrics(
            "",
            "",
            0,
            0,
            false,
            new NodeMetrics.Connections(0, 0),
            new NodeMetrics.Appends(0, 0),
            Latency.NONE,
            List.of(),
            0,
            List.of(),
            new NodeMetrics.Disk(0, 0, 0, 0),
            new ProcessMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

    private record Span(NodeMetrics then, NodeMetrics now, long ms) {
        double rate(long before, long after) {
            return Math.max(0, after - before) * MS_PER_SECOND / ms;
        }
    }

    private static final class TopicSums {
        private int partitions;
        private long sizeBytes;
        private double bytesIn;
        private double bytesOut;
        private double recordsIn;
        private double requests;
        private double errors;
    }
}
