package io.takhin.daemon.adapter.admin.http;

import io.takhin.common.http.ChunkedOutput;
import io.takhin.common.http.HttpHead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its response. The body may be read by one thread while another writes the response. */
public final class HttpExchange {

    private final HttpConnection connection;
    private final String method;
    private final String path;
    private final HttpHead head;
    private final InputStream body;
    private boolean keepAlive;
    private boolean responded;
    private @Nullable ChunkedOutput stream;

    HttpExchange(
            HttpConnection connection, String method, String path, HttpHead head, InputStream body, boolean keepAlive) {
        this.connection = connection;
        this.method = method;
        this.path = path;
        this.head = head;
        this.body = body;
        this.keepAlive = keepAlive;
    }

    /** The method, such as {@code POST}. */
    public String method() {
        return method;
    }

    /** The path, without a query. */
    public String path() {
        return path;
    }

    /** The value of a request's header field. */
    public Optional<String> field(String name) {
        return head.field(name);
    }

    /** The request's body; its reads end at {@link #bodyDeadline}. */
    public InputStream body() {
        return body;
    }

    /** Sets when reads of the body end at the latest, by {@link System#nanoTime}. */
    public void bodyDeadline(long nanos) {
        connection.readDeadline(nanos);
    }

    /** Sets how long one write may block; past it the connection is closed. */
    public void writeTimeout(Duration timeout) {
        connection.writeTimeout(timeout);
    }

    /** Ends the connection after the response. */
    public void closeAfter() {
        keepAlive = false;
    }

    /** Sends a whole response. */
    public void respond(int status, String contentType, byte[] bytes) throws IOException {
        begin();
        var text = head(status, contentType) + "Content-Length: " + bytes.length + "\r\n\r\n";
        var out = ByteBuffer.allocate(text.length() + bytes.length);
        out.put(text.getBytes(StandardCharsets.ISO_8859_1)).put(bytes).flip();
        while (out.hasRemaining()) {
            connection.output().write(out);
        }
    }

    /** Begins a response of unknown length with status 200; its head is on its way on return. */
    public ChunkedOutput stream(String contentType) throws IOException {
        begin();
        var text = head(200, contentType) + "Transfer-Encoding: chunked\r\n\r\n";
        var out = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (out.hasRemaining()) {
            connection.output().write(out);
        }
        var chunked = new ChunkedOutput(connection.output());
        stream = chunked;
        return chunked;
    }

    /** Closes the connection at once; a thread that reads or writes fails. */
    public void abort() {
        connection.abort();
    }

    /** Whether a response was begun. */
    public boolean responded() {
        return responded;
    }

    /** Ends the response; returns whether the connection can take another request. */
    boolean finish() throws IOException {
        var open = stream;
        if (open != null) {
            open.close();
        }
        return responded && keepAlive;
    }

    private void begin() {
        if (responded) {
            throw new IllegalStateException("a response was begun already");
        }
        responded = true;
    }

    private String head(int status, String contentType) {
        return "HTTP/1.1 " + status + " " + reason(status) + "\r\nContent-Type: " + contentType
                + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                + (keepAlive ? "" : "Connection: close\r\n");
    }

    private static String reason(int status) {
        return status < 300 ? "OK" : status < 500 ? "Refused" : "Failed";
    }
}
