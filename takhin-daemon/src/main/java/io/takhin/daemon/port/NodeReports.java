package io.takhin.daemon.port;

import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.debug.DebugDump;
import io.takhin.common.admin.metrics.NodeMetrics;
import java.util.List;

/** What a node tells of itself besides its topics. Any thread may ask; an answer may take some hundred ms. */
public interface NodeReports {

    /** What is wrong with the node beneath the backend, such as its disk. */
    List<Health.Reason> faults();

    /**
     * What it counted and how it is.
     *
     * @param topicsMax how many topics to tell of, the busiest first
     * @param adminConnections how many admin clients are connected
     */
    NodeMetrics metrics(int topicsMax, int adminConnections);

    /** The same as text in Prometheus's format 0.0.4. */
    String prometheus(NodeMetrics metrics);

    /** What a bundle needs to know of it, without secrets. */
    DebugDump dump();
}
