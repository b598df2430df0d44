package io.takhin.daemon.adapter.admin;

import io.takhin.daemon.adapter.admin.http.HttpServer;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.NodeReports;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The admin listener: the RPC's methods and streams over HTTP/1.1. */
public final class AdminServer implements AutoCloseable {

    private final HttpServer server;

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens from now on.
     *
     * @param backend what requests go to; it may not be ready yet
     * @param groups the consumer groups
     * @param reports what the node tells of itself besides
     * @throws IOException if the address can't be listened on
     */
    public static AdminServer start(
            AdminOptions options, Backend backend, GroupAdmin groups, TopicConfigRules rules, NodeReports reports)
            throws IOException {
        var states = new ClusterStates(backend, options.version(), options.consensus(), reports::faults);
        return new AdminServer(HttpServer.start(
                options.address(),
                "admin",
                options.limits(),
                connections -> new Dispatcher(
                        options, states, backend, groups, rules, new SelfReports(reports, connections))));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Takes no more connections; those with a request under way go on. */
    public void stopAccepting() throws IOException {
        server.stopAccepting();
    }

    /** Lets requests under way end within the limits, then closes every connection. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
