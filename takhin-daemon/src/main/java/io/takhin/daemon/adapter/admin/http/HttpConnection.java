package io.takhin.daemon.adapter.admin.http;

import io.takhin.common.http.HttpFormatException;
import io.takhin.common.http.HttpHead;
import io.takhin.common.http.SocketInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** One connection: reads requests one after the other and has them answered. */
final class HttpConnection {

    /** What is read off a body the handler left, so that the connection can be kept. */
    private static final int DRAIN_BYTES_MAX = 64 << 10;

    private static final long NEVER = 0;

    private final SocketChannel channel;
    private final HttpLimits limits;
    private final HttpHandler handler;
    private final SocketInput in;
    private final WritableByteChannel out = new Output();

    // Written by the thread that writes, read by the server's watch.
    private volatile long writeDeadlineNanos = NEVER;
    private volatile long writeTimeoutNanos;
    private volatile boolean busy;

    HttpConnection(SocketChannel channel, HttpLimits limits, HttpHandler handler) throws IOException {
        this.channel = channel;
        this.limits = limits;
        this.handler = handler;
        this.in = new SocketInput(channel.socket());
    }

    WritableByteChannel output() {
        return out;
    }

    void readDeadline(long nanos) {
        in.deadline(nanos);
    }

    void writeTimeout(Duration timeout) {
        writeTimeoutNanos = timeout.toNanos();
    }

    /** Whether a request is being answered. */
    boolean busy() {
        return busy;
    }

    /** Closes the connection if a write has blocked for too long. */
    void closeIfStalled(long nowNanos) {
        long deadline = writeDeadlineNanos;
        if (deadline != NEVER && nowNanos - deadline > 0) {
            abort();
        }
    }

    void abort() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves until either side ends the connection. */
    void serve() throws IOException {
        boolean more = true;
        while (more) {
            in.deadline(System.nanoTime() + limits.idleTimeout().toNanos());
            if (!in.awaitByte()) {
                return;
            }
            writeTimeout(limits.writeTimeout());
            busy = true;
            try {
                more = exchange();
            } finally {
                busy = false;
            }
        }
    }

    private boolean exchange() throws IOException {
        HttpExchange exchange;
        try {
            in.deadline(System.nanoTime() + limits.headTimeout().toNanos());
            var head = HttpHead.read(in).orElseThrow(EOFException::new);
            exchange = parse(head);
        } catch (HttpFormatException e) {
            return refuse(e.status(), String.valueOf(e.getMessage()));
        } catch (SocketTimeoutException e) {
            return refuse(408, "the request's head did not come in time");
        }
        in.deadline(System.nanoTime() + limits.bodyTimeout().toNanos());
        try {
            handler.handle(exchange);
        } catch (HttpFormatException e) {
            if (exchange.responded()) {
                throw e;
            }
            exchange.closeAfter();
            handler.refuse(exchange, e.status(), String.valueOf(e.getMessage()));
        } catch (SocketTimeoutException e) {
            if (exchange.responded()) {
                throw e;
            }
            exchange.closeAfter();
            handler.refuse(exchange, 408, "the request's body did not come in time");
        }
        if (exchange.finish()) {
            return drained(exchange.body());
        }
        lingerBriefly();
        return false;
    }

    private HttpExchange parse(HttpHead head) throws IOException {
        var line = head.first();
        int method = line.indexOf(' ');
        int target = line.lastIndexOf(' ');
        if (method <= 0 || target <= method + 1 || !line.startsWith("HTTP/1.", target + 1)) {
            throw new HttpFormatException(400, "no HTTP/1.1 request");
        }
        var path = line.substring(method + 1, target);
        int query = path.indexOf('?');
        boolean keepAlive = line.endsWith("HTTP/1.1")
                && !head.field("Connection").orElse("").equalsIgnoreCase("close");
        var body = head.body(in, false);
        if (head.field("Expect").orElse("").equalsIgnoreCase("100-continue")) {
            out.write(ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        }
        return new HttpExchange(
                this, line.substring(0, method), query < 0 ? path : path.substring(0, query), head, body, keepAlive);
    }

    private boolean refuse(int status, String problem) throws IOException {
        var exchange =
                new HttpExchange(this, "", "", new HttpHead("", List.of()), InputStream.nullInputStream(), false);
        handler.refuse(exchange, status, problem);
        lingerBriefly();
        return false;
    }

    /** Reads on a little after a refusal: closing with bytes unread resets the connection, and the answer is lost. */
    private void lingerBriefly() throws IOException {
        channel.shutdownOutput();
        in.deadline(System.nanoTime() + 500_000_000L);
        try {
            in.skip(1 << 20);
        } catch (SocketTimeoutException e) {
            // It was sent; whoever still talks then has had time to read it.
        }
    }

    private boolean drained(InputStream body) throws IOException {
        in.deadline(System.nanoTime() + limits.headTimeout().toNanos());
        body.skip(DRAIN_BYTES_MAX);
        return body.read() < 0;
    }

    /** The channel, with a deadline noted for each write. One thread writes at a time. */
    private final class Output implements WritableByteChannel {

        @Override
        public int write(ByteBuffer source) throws IOException {
            // Never 0, which means none.
            writeDeadlineNanos = System.nanoTime() + writeTimeoutNanos | 1;
            try {
                return channel.write(source);
            } finally {
                writeDeadlineNanos = NEVER;
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
