package io.takhin.daemon.adapter.kafka.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/** A Kafka client that sends what it is told, whole requests or any bytes. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;

    /** Connects. */
    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Sends a request and does not wait. */
    public void send(AbstractRequest request, int correlationId) throws IOException {
        var header = new RequestHeader(request.apiKey(), request.version(), "raw", correlationId);
        var body = request.serializeWithHeader(header);
        var frame = ByteBuffer.allocate(4 + body.remaining());
        frame.putInt(body.remaining()).put(body);
        sendBytes(frame.array());
    }

    /** Sends a request of any version, which Kafka's own clients would not send. */
    public void send(ApiKeys key, short version, ApiMessage data, int correlationId) throws IOException {
        var header = new RequestHeader(key, version, "raw", correlationId);
        var body = RequestUtils.serialize(header.data(), header.headerVersion(), data, version);
        sendBytes(ByteBuffer.allocate(4 + body.remaining())
                .putInt(body.remaining())
                .put(body)
                .array());
    }

    public void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next answer's frame: it starts with the correlation id. */
    public ByteBuffer receive() throws IOException {
        var frame = new byte[in.readInt()];
        in.readFully(frame);
        return ByteBuffer.wrap(frame);
    }

    /** Understands an answer to a request of this API and version. */
    public static AbstractResponse parse(ByteBuffer frame, ApiKeys key, short version, int correlationId) {
        return AbstractResponse.parseResponse(frame, new RequestHeader(key, version, "raw", correlationId));
    }

    /** Whether the server has closed the connection, with no answer before. */
    public boolean closedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Says that no more comes, and reads until the server has closed the connection too. */
    public void awaitEnd() throws IOException {
        try {
            socket.shutdownOutput();
            while (in.read() >= 0) {
                // An answer, to a frame that made sense after all.
            }
        } catch (SocketException e) {
            // It was closed while bytes were on their way, which resets it.
            close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
