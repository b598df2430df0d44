package io.takhin.daemon.adapter.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server does with bytes that no client of ours sends. */
class HttpWireIT {

    private static final int ANSWER_TIMEOUT_MS = 10_000;

    private AdminSetup admin;

    @BeforeEach
    void start() throws IOException {
        admin = AdminSetup.tight();
    }

    @AfterEach
    void stop() throws IOException {
        admin.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), admin.port());
        socket.setSoTimeout(ANSWER_TIMEOUT_MS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends and reads until the server closes. */
    private String exchange(String text) throws IOException {
        try (var socket = connect()) {
            send(socket, text);
            return rest(socket);
        }
    }

    private static String post(String path, String fields, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void answersAPersonWithCurl() throws IOException {
        // When
        var index = exchange("GET /v1 HTTP/1.1\r\nHost: localhost:7070\r\nConnection: close\r\n\r\n");
        var health = exchange("GET /v1/health?x=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        var created = exchange(post("/v1/topic.create", "", "{\"name\":\"t\"}"));

        // Then
        assertTrue(index.startsWith("HTTP/1.1 200 OK\r\n") && index.contains("\"topic.create\""), index);
        assertTrue(health.contains("\"healthy\":true"), health);
        assertTrue(created.contains("\"change\":\"created\""), created);
    }

    @Test
    void letsACarefulClientAskBeforeItSends() throws IOException {
        try (var socket = connect()) {
            // When
            send(socket, post("/v1/health", "Expect: 100-continue\r\n", "{}").replace("\r\n{}", "\r\n"));
            var permission = new String(socket.getInputStream().readNBytes(25), StandardCharsets.US_ASCII);
            send(socket, "{}");

            // Then
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", permission);
            assertTrue(rest(socket).startsWith("HTTP/1.1 200 OK"));
        }
    }

    @Test
    void refusesWhatIsNoHttp() throws IOException {
        for (var text : List.of(
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "GET /v1 HTTP/2.0\r\n\r\n",
                "GET /v1 HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET /v1 HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
                post("/v1/health", "Transfer-Encoding: chunked\r\n", "{}"),
                "POST /v1/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1x\r\n\r\n",
                "POST /v1/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /v1/health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}x")) {
            var answer = exchange(text);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), () -> text + " -> " + answer);
            assertTrue(answer.contains("\"code\":\"usage\""), () -> text + " -> " + answer);
        }
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        // When
        var head = exchange("GET /v1 HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
        var fields = exchange("GET /v1 HTTP/1.1\r\n" + "X: x\r\n".repeat(200) + "\r\n");
        var body = exchange(post("/v1/topic.create", "", " ".repeat(2 << 20)));

        // Then
        assertTrue(head.startsWith("HTTP/1.1 431 "), head);
        assertTrue(fields.startsWith("HTTP/1.1 431 "), fields);
        assertTrue(body.startsWith("HTTP/1.1 413 "), body);
    }

    @Test
    void refusesRequestsThatMakeNoSense() throws IOException {
        // When
        var unknownPath = exchange(post("/v1/nothing", "", "{}"));
        var unknownMember = exchange(post("/v1/topic.create", "", "{\"name\":\"t\",\"partition\":3}"));
        var noJson = exchange(post("/v1/topic.create", "", "{"));
        var get = exchange("GET /v1/topic.create HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        var timeout = exchange(post("/v1/health", "Takhin-Timeout-Ms: soon\r\n", "{}"));

        // Then
        assertTrue(unknownPath.startsWith("HTTP/1.1 404 "), unknownPath);
        assertTrue(unknownMember.contains("unknown member \\\"partition\\\""), unknownMember);
        for (var answer : List.of(unknownMember, noJson, get, timeout)) {
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
        assertEquals(0, admin.backend.metadata().topics().size());
    }

    @Test
    void keepsWebPagesOut() throws IOException {
        // When
        var page = exchange(post("/v1/topic.create", "Origin: http://evil.example\r\n", "{\"name\":\"t\"}"));
        var rebound = exchange("GET /v1/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        var known = exchange("GET /v1/health HTTP/1.1\r\nHost: NODE-1:7070\r\nConnection: close\r\n\r\n");

        // Then
        assertTrue(page.startsWith("HTTP/1.1 403 "), page);
        assertTrue(rebound.startsWith("HTTP/1.1 403 "), rebound);
        assertTrue(known.startsWith("HTTP/1.1 200 "), known);
        assertEquals(0, admin.backend.metadata().topics().size());
    }

    @Test
    void letsGoOfWhoeverTricklesOrIsIdle() throws IOException {
        try (var trickling = connect();
                var slowBody = connect();
                var idle = connect()) {
            // When
            send(trickling, "GET /v1/health HT");
            send(slowBody, "POST /v1/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");

            // Then
            assertTrue(rest(trickling).startsWith("HTTP/1.1 408 "));
            assertTrue(rest(slowBody).startsWith("HTTP/1.1 408 "));
            assertEquals("", rest(idle));
        }
    }

    @Test
    void turnsAwayMoreConnectionsThanItTakes() throws IOException {
        // Given
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < AdminSetup.TIGHT.connectionsMax(); i++) {
                var socket = connect();
                open.add(socket);
                send(socket, "GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertEquals('H', socket.getInputStream().read());
            }

            // When
            try (var another = connect()) {

                // Then
                assertTrue(rest(another).startsWith("HTTP/1.1 503 "));
            }
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void answersRequestsThatComeTogetherOneByOne() throws IOException {
        // Given
        var one = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
        var last = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        // When
        var answers = exchange(one + one + last);

        // Then
        assertEquals(4, answers.split("HTTP/1.1 200 OK", -1).length, answers);
    }
}
