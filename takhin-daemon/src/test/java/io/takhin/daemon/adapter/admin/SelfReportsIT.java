package io.takhin.daemon.adapter.admin;

import static io.takhin.daemon.adapter.admin.AdminSetup.TIMEOUT;
import static io.takhin.daemon.adapter.admin.AdminSetup.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.debug.DebugDump;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node tells of itself, through socket and server. */
class SelfReportsIT {

    private AdminSetup admin;

    @BeforeEach
    void start() throws IOException {
        admin = AdminSetup.usual();
    }

    @AfterEach
    void stop() throws IOException {
        admin.close();
    }

    @Test
    void tellsMetricsWithTheNumberOfConnections() {
        // When
        var metrics = admin.client.call(AdminMethods.METRICS, new NodeMetrics.Request(0), TIMEOUT);

        // Then
        assertEquals(1, metrics.connections().admin());
        assertEquals(NodeMetrics.TOPICS_DEFAULT, metrics.uptimeMs(), "the default bound was not passed on");
    }

    @Test
    void refusesToTellOfMoreTopicsThanThereMayBeInOneReply() {
        // When
        var error = error(() -> admin.client.call(AdminMethods.METRICS, new NodeMetrics.Request(10_001), TIMEOUT));

        // Then
        assertEquals(ErrorCode.USAGE, error.code());
    }

    @Test
    void dumpsWhatABundleNeeds() {
        // When
        var dump = admin.client.call(AdminMethods.DEBUG_DUMP, new DebugDump.Request(), TIMEOUT);

        // Then
        assertEquals(new DebugDump.File("log.txt", "a line\n"), dump.files().getFirst());
    }

    @Test
    void servesPrometheusOnItsUsualPath() throws IOException {
        // Given
        var request = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

        // When
        String answer;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        // Then
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"), answer);
        assertTrue(answer.endsWith("takhin_connections 1\n"), answer);
    }
}
