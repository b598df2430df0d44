package io.takhin.daemon.adapter.admin;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.Endpoint;
import io.takhin.common.admin.client.HttpAdminClient;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.http.HttpLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server on a free port over a fake backend, and a client of it. */
final class AdminSetup implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(20);

    static final HttpLimits TIGHT = new HttpLimits(
            4,
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMillis(800),
            Duration.ofSeconds(2),
            Duration.ofMillis(200));

    final FakeBackend backend = new FakeBackend();
    final FakeGroups groups = new FakeGroups();
    final AdminServer server;
    final HttpAdminClient client;

    private AdminSetup(HttpLimits limits, boolean autoCreate) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = AdminServer.start(
                new AdminOptions(address, Set.of("node-1"), limits, 8, 64 << 20, autoCreate, "1.2.3", false),
                backend,
                groups,
                new FakeRules(),
                new FakeReports());
        client = new HttpAdminClient(List.of(new Endpoint("127.0.0.1", port())));
    }

    static AdminSetup usual() throws IOException {
        return new AdminSetup(HttpLimits.DEFAULT, true);
    }

    static AdminSetup tight() throws IOException {
        return new AdminSetup(TIGHT, false);
    }

    int port() {
        return server.address().getPort();
    }

    void topic(String name, int partitions) {
        client.call(
                AdminMethods.TOPIC_CREATE,
                new TopicCreate.Request(name, partitions, 0, Map.of(), false, false, false),
                TIMEOUT);
    }

    static AdminError error(Runnable call) {
        return assertThrows(TakhinException.class, call::run).error();
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
