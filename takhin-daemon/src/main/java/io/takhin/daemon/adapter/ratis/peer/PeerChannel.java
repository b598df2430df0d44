package io.takhin.daemon.adapter.ratis.peer;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedOutputStream;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/**
 * A connection between two nodes. Who connects sends {@link #PREFACE} first; then both sides send frames, all numbers
 * big-endian:
 *
 * <pre>u32 bytes that follow | u8 kind | u64 call | message</pre>
 *
 * <p>An answer has the call of its request; calls are numbered by the side that asks, and answers come in any order.
 * Any thread may write and close, one reads. A write that takes longer than a limit is ended by {@link PeerWatch}.
 */
final class PeerChannel implements AutoCloseable {

    /** What a connection begins with; the last byte is the version of the protocol. */
    static final long PREFACE = 0x7461_6B68_696E_0001L;

    /** The largest frame: twice what the largest request to append holds, and the largest answer to a question. */
    static final int FRAME_BYTES_MAX = 16 << 20;

    private static final int HEADER_BYTES = Byte.BYTES + Long.BYTES;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int ROOM_BYTES = 1024;

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private final PeerWatch watch;
    private volatile long waitingSinceNanos = PeerWatch.NOT_WAITING;

    private PeerChannel(SocketChannel channel, PeerWatch watch) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        this.channel = channel;
        this.watch = watch;
        this.in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
        this.out = Channels.newOutputStream(channel);
    }

    /** Connects to a peer, within a limit. */
    static PeerChannel connect(InetSocketAddress address, int timeoutMs, PeerWatch watch) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.socket().connect(address, timeoutMs);
            var connected = new PeerChannel(channel, watch);
            connected.write(() -> connected.out.write(
                    ByteBuffer.allocate(Long.BYTES).putLong(PREFACE).array()));
            watch.add(connected);
            return connected;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Takes a connection that a peer made, and reads its preface within the watch's limit. */
    static PeerChannel accept(SocketChannel channel, PeerWatch watch) throws IOException {
        var accepted = new PeerChannel(channel, watch);
        watch.add(accepted);
        try {
            accepted.waitingSinceNanos = PeerWatch.now();
            if (ByteBuffer.wrap(accepted.read(Long.BYTES)).getLong() != PREFACE) {
                throw new PeerProtocolException("it is no node of this release");
            }
            accepted.waitingSinceNanos = PeerWatch.NOT_WAITING;
            return accepted;
        } catch (IOException | RuntimeException e) {
            accepted.close();
            throw e;
        }
    }

    /** Since when a write, or the preface, is waited for. */
    long waitingSinceNanos() {
        return waitingSinceNanos;
    }

    /** Sends a message; the bytes are on their way when it returns, in the order of the calls. */
    void write(PeerKind kind, long call, MessageLite message) throws IOException {
        int size = message.getSerializedSize();
        check(size);
        // Payloads that are larger than the buffer go past it, without a copy. What fits must go in one piece: for
        // each string, room for the longest encoding is asked for.
        var coded = CodedOutputStream.newInstance(out, Math.min(BUFFER_BYTES, size + ROOM_BYTES));
        write(() -> {
            coded.write(header(kind, call, size));
            message.writeTo(coded);
            coded.flush();
        });
    }

    /** Says why there is no answer to a call. */
    void fail(long call, Throwable failure) throws IOException {
        var why = PeerFailure.bytes(failure);
        var frame = new byte[Integer.BYTES + HEADER_BYTES + why.length];
        ByteBuffer.wrap(frame).put(header(PeerKind.FAILURE, call, why.length)).put(why);
        write(() -> out.write(frame));
    }

    private interface Write {
        void run() throws IOException;
    }

    private void write(Write write) throws IOException {
        // A thread that was interrupted would close the connection, on which others wait as well.
        boolean interrupted = Thread.interrupted();
        writing.lock();
        try {
            waitingSinceNanos = PeerWatch.now();
            write.run();
        } finally {
            waitingSinceNanos = PeerWatch.NOT_WAITING;
            writing.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ByteBuffer header(PeerKind kind, long call, int size) {
        return ByteBuffer.allocate(Integer.BYTES + HEADER_BYTES)
                .putInt(HEADER_BYTES + size)
                .put(kind.code())
                .putLong(call)
                .flip();
    }

    /** Waits for the next frame. */
    PeerFrame read() throws IOException {
        var header = ByteBuffer.wrap(read(Integer.BYTES + HEADER_BYTES));
        int size = header.getInt() - HEADER_BYTES;
        check(size);
        return new PeerFrame(PeerKind.of(header.get()), header.getLong(), read(size));
    }

    private byte[] read(int size) throws IOException {
        var bytes = new byte[size];
        if (in.readNBytes(bytes, 0, size) < size) {
            throw new EOFException("the peer closed the connection");
        }
        return bytes;
    }

    private static void check(int size) throws IOException {
        if (size < 0 || size > FRAME_BYTES_MAX) {
            throw new PeerProtocolException("a frame of " + size + " bytes; the limit is " + FRAME_BYTES_MAX);
        }
    }

    @Override
    public void close() {
        watch.remove(this);
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
            watch.notClosed(e);
        }
    }
}
