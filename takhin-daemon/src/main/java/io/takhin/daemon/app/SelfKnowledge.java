package io.takhin.daemon.app;

import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.debug.DebugDump;
import io.takhin.common.admin.debug.Redaction;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.config.ConfigText;
import io.takhin.common.config.Configuration;
import io.takhin.daemon.adapter.metrics.MeteredBackend;
import io.takhin.daemon.adapter.metrics.MetricsReader;
import io.takhin.daemon.adapter.metrics.PrometheusText;
import io.takhin.daemon.adapter.metrics.ThreadDump;
import io.takhin.daemon.port.NodeReports;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;

/** What the node knows of itself. */
final class SelfKnowledge implements NodeReports {

    private final Configuration configuration;
    private final String version;
    private final NodeFaults faults;
    private final RecentLog log;
    private final MeteredBackend backend;
    private final MetricsReader metrics;

    SelfKnowledge(
            Configuration configuration,
            String version,
            NodeFaults faults,
            RecentLog log,
            MeteredBackend backend,
            IntSupplier kafkaConnections) {
        this.configuration = configuration;
        this.version = version;
        this.faults = faults;
        this.log = log;
        this.backend = backend;
        var node = new MetricsReader.Node(
                version,
                configuration.node().dataDir(),
                configuration.storage().freeSpaceReserve().bytes());
        this.metrics = new MetricsReader(node, backend, kafkaConnections, InstantSource.system());
    }

    @Override
    public List<Health.Reason> faults() {
        return faults.reasons();
    }

    @Override
    public NodeMetrics metrics(int topicsMax, int adminConnections) {
        return metrics.read(topicsMax, adminConnections);
    }

    @Override
    public String prometheus(NodeMetrics reading) {
        return PrometheusText.of(reading);
    }

    @Override
    public DebugDump dump() {
        return new DebugDump(
                Integer.toString(configuration.node().id()),
                List.of(
                        new DebugDump.File("config.yaml", Redaction.of(ConfigText.of(configuration))),
                        new DebugDump.File("process.txt", Redaction.of(process())),
                        new DebugDump.File("raft.txt", raft()),
                        new DebugDump.File("threads.txt", ThreadDump.take()),
                        new DebugDump.File("log.txt", Redaction.of(log.text()))));
    }

    private String process() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        return String.join(
                "\n",
                "takhin " + version,
                "java " + System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"),
                "system " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                "process " + runtime.getPid() + ", started " + Instant.ofEpochMilli(runtime.getStartTime()),
                "options " + String.join(" ", runtime.getInputArguments()),
                "");
    }

    private String raft() {
        var groups = backend.groups();
        if (groups.isEmpty()) {
            return "no consensus: this node has no Raft groups\n";
        }
        var text = new StringBuilder();
        for (var group : groups) {
            text.append("group ").append(group.name()).append(": ").append(group.role());
            text.append(", leader ").append(Objects.requireNonNullElse(group.leader(), "none"));
            text.append(", term ").append(group.term());
            text.append(", committed ").append(group.commitIndex());
            text.append(", applied ").append(group.appliedIndex());
            text.append(", pending ").append(group.pending()).append('\n');
            for (var follower : group.followers()) {
                text.append("  node ").append(follower.nodeId());
                text.append(": committed ").append(follower.commitIndex());
                text.append(", lag ").append(follower.lagEntries()).append('\n');
            }
        }
        return text.toString();
    }
}
