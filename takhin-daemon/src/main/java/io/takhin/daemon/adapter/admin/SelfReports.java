package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.debug.DebugDump;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import io.takhin.daemon.port.NodeReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** What the node tells of itself: methods metrics and debug.dump, and the page that Prometheus reads. */
final class SelfReports {

    /** Where Prometheus reads. */
    static final String PROMETHEUS_PATH = "/metrics";

    private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final NodeReports reports;
    private final IntSupplier connections;

    SelfReports(NodeReports reports, IntSupplier connections) {
        this.reports = reports;
        this.connections = connections;
    }

    NodeMetrics metrics(NodeMetrics.Request request) {
        if (request.topicsMax() < 0 || request.topicsMax() > NodeMetrics.TOPICS_MAX) {
            throw TakhinException.of(ErrorCode.USAGE, "topicsMax must be 0 to " + NodeMetrics.TOPICS_MAX);
        }
        int topicsMax = request.topicsMax() == 0 ? NodeMetrics.TOPICS_DEFAULT : request.topicsMax();
        return reports.metrics(topicsMax, connections.getAsInt());
    }

    DebugDump dump() {
        return reports.dump();
    }

    void prometheus(HttpExchange exchange) throws IOException {
        var text = reports.prometheus(metrics(new NodeMetrics.Request(0)));
        exchange.respond(200, PROMETHEUS_TYPE, text.getBytes(StandardCharsets.UTF_8));
    }
}
