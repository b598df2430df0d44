package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.cluster.Health;
import io.takhin.daemon.adapter.admin.http.HttpServer;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

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
     * @param nodeFaults what is wrong with this node beneath the backend, such as its disk
     * @throws IOException if the address can't be listened on
     */
    public static AdminServer start(
            AdminOptions options,
            Backend backend,
            GroupAdmin groups,
            TopicConfigRules rules,
            Supplier<List<Health.Reason>> nodeFaults)
            throws IOException {
        var states = new ClusterStates(backend, options.version(), options.consensus(), nodeFaults);
        var dispatcher = new Dispatcher(options, states, backend, groups, rules);
        return new AdminServer(HttpServer.start(options.address(), "admin", options.limits(), dispatcher));
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
