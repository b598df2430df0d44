package io.takhin.daemon.adapter.metrics;

import io.takhin.common.admin.metrics.Latency;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.common.admin.metrics.TopicMetrics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A reading in Prometheus's text format 0.0.4. Names are public API: they are only ever added. */
public final class PrometheusText {

    private static final double MS_PER_SECOND = 1e3;
    private static final double US_PER_SECOND = 1e6;
    private static final List<Double> BOUNDS = List.of(
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {}

    /** The text. */
    public static String of(NodeMetrics metrics) {
        var writer = new PrometheusText();
        writer.node(metrics);
        writer.topics(metrics.topics());
        writer.groups(metrics.groups());
        return writer.text.toString();
    }

    private void node(NodeMetrics metrics) {
        head("takhin_info", "gauge", "The version of the node, as a label.");
        line("takhin_info", "node", metrics.nodeId(), "version", metrics.version(), 1);
        gauge("takhin_ready", "Whether the node serves: 1 or 0.", metrics.ready() ? 1 : 0);
        gauge("takhin_uptime_seconds", "How long the process runs.", metrics.uptimeMs() / MS_PER_SECOND);
        head("takhin_connections", "gauge", "Connections of clients, by listener.");
        line("takhin_connections", "listener", "kafka", metrics.connections().kafka());
        line("takhin_connections", "listener", "admin", metrics.connections().admin());
        gauge(
                "takhin_appends_in_flight",
                "Appends that wait for their acknowledgement.",
                metrics.appends().inFlight());
        gauge(
                "takhin_appends_in_flight_bytes",
                "Their bytes.",
                metrics.appends().inFlightBytes());
        latency(metrics.commit());
        var disk = metrics.disk();
        gauge("takhin_log_bytes", "What the partition logs take.", disk.logBytes());
        gauge("takhin_disk_free_bytes", "What may still be written.", disk.freeBytes());
        gauge("takhin_disk_total_bytes", "How large the disk is.", disk.totalBytes());
        gauge("takhin_disk_reserve_bytes", "With less free, writes are refused.", disk.reserveBytes());
        var process = metrics.process();
        counter("process_cpu_seconds_total", "Processor time used.", process.cpuMs() / MS_PER_SECOND);
        gauge("process_open_fds", "Open file descriptors.", process.openFiles());
        gauge("process_max_fds", "How many there may be.", process.openFilesMax());
        gauge("takhin_heap_used_bytes", "Heap in use.", process.heapUsedBytes());
        gauge("takhin_heap_max_bytes", "How large the heap may get.", process.heapMaxBytes());
        gauge("takhin_direct_bytes", "Buffers outside the heap.", process.directBytes());
        gauge("takhin_threads", "Platform threads.", process.threads());
        counter("takhin_gc_total", "Garbage collections.", process.gcCount());
        counter("takhin_gc_seconds_total", "Time they took.", process.gcMs() / MS_PER_SECOND);
        gauge("takhin_topics_left_out", "Topics that are not told of here.", metrics.topicsLeftOut());
    }

    private void latency(Latency commit) {
        var name = "takhin_commit_seconds";
        head(name, "histogram", "From the arrival of an append to its durable acknowledgement.");
        for (double bound : BOUNDS) {
            long within = commit.buckets().stream()
                    .filter(bucket -> bucket.upToUs() <= bound * US_PER_SECOND)
                    .mapToLong(Latency.Bucket::count)
                    .sum();
            line(name + "_bucket", "le", number(bound), within);
        }
        line(name + "_bucket", "le", "+Inf", commit.count());
        text.append(name)
                .append("_sum ")
                .append(number(commit.sumUs() / US_PER_SECOND))
                .append('\n');
        text.append(name).append("_count ").append(commit.count()).append('\n');
    }

    private void topics(List<TopicMetrics> topics) {
        topics(topics, "takhin_topic_partitions", "gauge", "Partitions.", TopicMetrics::partitions);
        topics(topics, "takhin_topic_leads", "gauge", "Partitions that this node leads.", TopicMetrics::leads);
        topics(topics, "takhin_topic_bytes", "gauge", "What the segments take here.", TopicMetrics::sizeBytes);
        topics(topics, "takhin_topic_appends_total", "counter", "Requests to append.", TopicMetrics::appends);
        topics(
                topics,
                "takhin_topic_append_errors_total",
                "counter",
                "Those refused or failed.",
                TopicMetrics::appendErrors);
        topics(topics, "takhin_topic_records_in_total", "counter", "Records appended.", TopicMetrics::recordsIn);
        topics(topics, "takhin_topic_bytes_in_total", "counter", "Bytes appended.", TopicMetrics::bytesIn);
        topics(topics, "takhin_topic_reads_total", "counter", "Reads.", TopicMetrics::reads);
        topics(
                topics,
                "takhin_topic_read_errors_total",
                "counter",
                "Those refused or failed.",
                TopicMetrics::readErrors);
        topics(topics, "takhin_topic_bytes_out_total", "counter", "Bytes read.", TopicMetrics::bytesOut);
    }

    private void topics(
            List<TopicMetrics> topics, String name, String type, String help, ToLongFunction<TopicMetrics> value) {
        if (!topics.isEmpty()) {
            head(name, type, help);
            topics.forEach(topic -> line(name, "topic", topic.name(), value.applyAsLong(topic)));
        }
    }

    private void groups(List<RaftGroup> groups) {
        groups(groups, "takhin_raft_leads", "Whether this node leads the group.", group -> leads(group) ? 1 : 0);
        groups(groups, "takhin_raft_term", "The term.", RaftGroup::term);
        groups(groups, "takhin_raft_commit_index", "What is committed.", RaftGroup::commitIndex);
        groups(groups, "takhin_raft_applied_index", "What is applied here.", RaftGroup::appliedIndex);
        groups(groups, "takhin_raft_pending", "Entries not yet committed.", RaftGroup::pending);
        if (groups.stream().anyMatch(group -> !group.followers().isEmpty())) {
            head("takhin_raft_follower_lag_entries", "gauge", "How far a follower is behind, as its leader sees it.");
            for (var group : groups) {
                for (var follower : group.followers()) {
                    line(
                            "takhin_raft_follower_lag_entries",
                            "group",
                            group.name(),
                            "follower",
                            follower.nodeId(),
                            follower.lagEntries());
                }
            }
        }
    }

    private static boolean leads(RaftGroup group) {
        return group.role().equals("leader");
    }

    private void groups(List<RaftGroup> groups, String name, String help, ToLongFunction<RaftGroup> value) {
        if (!groups.isEmpty()) {
            head(name, "gauge", help);
            groups.forEach(group -> line(name, "group", group.name(), value.applyAsLong(group)));
        }
    }

    private void gauge(String name, String help, double value) {
        head(name, "gauge", help);
        text.append(name).append(' ').append(number(value)).append('\n');
    }

    private void gauge(String name, String help, long value) {
        head(name, "gauge", help);
        text.append(name).append(' ').append(value).append('\n');
    }

    private void counter(String name, String help, long value) {
        head(name, "counter", help);
        text.append(name).append(' ').append(value).append('\n');
    }

    private void counter(String name, String help, double value) {
        head(name, "counter", help);
        text.append(name).append(' ').append(number(value)).append('\n');
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, String label, String of, long value) {
        text.append(name).append('{');
        label(label, of);
        text.append("} ").append(value).append('\n');
    }

    private void line(String name, String label, String of, String second, String ofSecond, long value) {
        text.append(name).append('{');
        label(label, of);
        text.append(',');
        label(second, ofSecond);
        text.append("} ").append(value).append('\n');
    }

    private void label(String name, String value) {
        var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        text.append(name).append("=\"").append(escaped).append('"');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6g", value).replaceAll("0+$", "");
    }
}
