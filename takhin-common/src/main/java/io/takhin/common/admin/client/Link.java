package io.takhin.common.admin.client;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.http.HttpFormatException;
import io.takhin.common.http.HttpHead;
import io.takhin.common.http.SocketInput;
import io.takhin.common.json.JsonFormatException;
import io.takhin.common.json.RecordJson;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection to a daemon. An interrupt of a thread that waits on it closes it. */
final class Link implements AutoCloseable {

    /** What a reply may take, in bytes. */
    static final int REPLY_BYTES_MAX = 64 << 20;

    private static final Duration CONNECT_TIMEOUT_MAX = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final SocketChannel channel;
    private final SocketInput in;

    /** The address rather than the name: a server without a login takes names only if it was told them. */
    private final String host;

    private Link(Endpoint endpoint, SocketChannel channel) throws IOException {
        this.endpoint = endpoint;
        this.channel = channel;
        this.in = new SocketInput(channel.socket());
        this.host = new Endpoint(channel.socket().getInetAddress().getHostAddress(), endpoint.port()).toString();
    }

    static Link connect(Endpoint endpoint, Deadline deadline) throws IOException {
        var address = new InetSocketAddress(endpoint.host(), endpoint.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("unknown host");
        }
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            long leftMs = deadline.atMost(CONNECT_TIMEOUT_MAX).leftMs();
            channel.socket().connect(address, (int) Math.max(1, leftMs));
            return new Link(endpoint, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Sends a request; a chunked body is only announced, the caller writes it to the channel. */
    void send(String path, Deadline deadline, byte[] body, boolean chunked) throws IOException {
        var head = "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + AdminMethods.TIMEOUT_HEADER + ": "
                + deadline.leftMs()
                + (chunked
                        ? "\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        : "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
        var bytes = ByteBuffer.allocate(head.length() + body.length);
        bytes.put(head.getBytes(StandardCharsets.ISO_8859_1)).put(body).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Waits for the response's head and stands at its body then. */
    Response receive(Deadline deadline) throws IOException {
        in.deadline(deadline.nanos());
        var head = HttpHead.read(in).orElseThrow(() -> new EOFException("the connection was closed"));
        var line = head.first();
        if (line.length() < 12 || !line.startsWith("HTTP/1.")) {
            throw new HttpFormatException(400, "what answers does not speak HTTP/1.1");
        }
        int status = 0;
        for (int i = 9; i < 12; i++) {
            status = status * 10 + Character.digit(line.charAt(i), 10);
        }
        boolean keepAlive = !head.field("Connection").orElse("").equalsIgnoreCase("close");
        return new Response(status, head.body(in, true), keepAlive);
    }

    /** Sets when reads of the response's body end at the latest. */
    void deadline(Deadline deadline) {
        in.deadline(deadline.nanos());
    }

    /** Whether the server has closed it while it lay idle. */
    boolean stale() {
        in.deadline(System.nanoTime() + 2_000_000);
        try {
            // Nothing may come unasked: a byte is as bad as the end.
            in.read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A response up to its head. */
    record Response(int status, InputStream body, boolean keepAlive) {

        boolean ok() {
            return status == 200;
        }

        byte[] bytes() throws IOException {
            var bytes = body.readNBytes(REPLY_BYTES_MAX + 1);
            if (bytes.length > REPLY_BYTES_MAX) {
                throw new HttpFormatException(413, "the reply is larger than " + REPLY_BYTES_MAX + " bytes");
            }
            return bytes;
        }

        /** The error in the body, or one that tells the status where something else than a daemon answered. */
        AdminError error() throws IOException {
            var bytes = bytes();
            try {
                return RecordJson.read(bytes, AdminError.class, RecordJson.Unknown.IGNORE);
            } catch (JsonFormatException e) {
                return AdminError.of(
                        ErrorCode.INTERNAL,
                        "status " + status + " without an error of takhin's: is this its admin port?");
            }
        }
    }
}
