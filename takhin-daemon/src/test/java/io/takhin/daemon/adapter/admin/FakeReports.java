package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.debug.DebugDump;
import io.takhin.common.admin.metrics.Latency;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.metrics.ProcessMetrics;
import io.takhin.daemon.port.NodeReports;
import java.util.List;

/** A node that has counted nothing and tells how many topics it was asked for as its uptime. */
final class FakeReports implements NodeReports {

    @Override
    public List<Health.Reason> faults() {
        return List.of();
    }

    @Override
    public NodeMetrics metrics(int topicsMax, int adminConnections) {
        return new NodeMetrics(
                "1",
                "1.2.3",
                0,
                topicsMax,
                true,
                new NodeMetrics.Connections(0, adminConnections),
                new NodeMetrics.Appends(0, 0),
                Latency.NONE,
                List.of(),
                0,
                List.of(),
                new NodeMetrics.Disk(0, 0, 0, 0),
                new ProcessMetrics(1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Override
    public String prometheus(NodeMetrics metrics) {
        return "takhin_connections " + metrics.connections().admin() + "\n";
    }

    @Override
    public DebugDump dump() {
        return new DebugDump("1", List.of(new DebugDump.File("log.txt", "a line\n")));
    }
}
