package io.takhin.daemon.adapter.ratis.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of a connection between peers; the other end is driven by the test. */
@Timeout(30)
class PeerConnectionTest {

    private final PeerWatch watch = new PeerWatch("takhin-test-watch");
    private ServerSocketChannel listener;
    private PeerConnection connection;
    private PeerChannel peer;

    @BeforeEach
    void connect() throws IOException {
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        connection = PeerConnection.open(peer(), "test", watch);
        peer = PeerChannel.accept(listener.accept(), watch);
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        watch.close();
        listener.close();
    }

    @Test
    void bringsEachAnswerToWhoAsked() throws Exception {
        // Given
        var first = ask(entry(1, new byte[0]));
        var second = ask(entry(2, new byte[0]));

        // When: the answers come in the other order
        long one = peer.read().call();
        long two = peer.read().call();
        peer.write(PeerKind.ANSWER, two, entry(20, new byte[0]));
        peer.write(PeerKind.ANSWER, one, entry(10, new byte[0]));

        // Then
        assertEquals(10, first.get().getIndex());
        assertEquals(20, second.get().getIndex());
    }

    @Test
    void carriesPayloadsThatAreLargerThanItsBuffers() throws Exception {
        // Given
        var payload = new byte[8 << 20];
        new Random(7).nextBytes(payload);
        var asked = CompletableFuture.completedFuture(entry(1, payload)).thenComposeAsync(this::ask);

        // When
        var frame = peer.read();
        var request = frame.message(LogEntryProto.parser());
        var _ = CompletableFuture.runAsync(() -> answer(frame.call(), request));

        // Then
        assertEquals(entry(1, payload), request);
        assertEquals(entry(1, payload), asked.get());
    }

    @Test
    void goesOnAfterAPeerRefused() throws Exception {
        // When
        assertEquals("not now", refusal(new IOException("not now"), PeerRefusalException.class));
        assertEquals("whose?", refusal(new GroupMismatchException("whose?"), GroupMismatchException.class));
        assertEquals("soon", refusal(new ServerNotReadyException("soon"), ServerNotReadyException.class));

        // Then
        var next = ask(entry(2, new byte[0]));
        answer(peer.read().call(), entry(3, new byte[0]));
        assertEquals(3, next.get().getIndex());
    }

    private <T extends Throwable> String refusal(Exception why, Class<T> heard) throws IOException {
        var refused = ask(entry(1, new byte[0]));
        peer.fail(peer.read().call(), why);
        return assertInstanceOf(
                        heard,
                        assertThrows(ExecutionException.class, refused::get).getCause())
                .getMessage();
    }

    @Test
    void failsAllThatWaitWhenItBreaks() throws Exception {
        // Given
        var one = ask(entry(1, new byte[0]));
        var two = ask(entry(2, new byte[0]));
        peer.read();

        // When
        peer.close();

        // Then
        assertThrows(ExecutionException.class, one::get);
        assertThrows(ExecutionException.class, two::get);
        assertFalse(connection.isOpen());
        assertThrows(ExecutionException.class, ask(entry(3, new byte[0]))::get);
    }

    @Test
    void takesNoFrameThatIsTooLargeAndNoneOfAnUnknownKind() throws IOException {
        assertEquals("a frame of 16777217 bytes; the limit is 16777216", refusalOf((16 << 20) + 1, (byte) 1));
        assertEquals("a frame of -9 bytes; the limit is 16777216", refusalOf(-9, (byte) 1));
        assertEquals("a frame of an unknown kind: 77", refusalOf(0, (byte) 77));
    }

    @Test
    void takesNobodyWhoSpeaksSomethingElse() throws IOException {
        try (var stranger = SocketChannel.open(listener.getLocalAddress())) {
            stranger.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)));
            var accepted = listener.accept();
            assertThrows(PeerProtocolException.class, () -> PeerChannel.accept(accepted, watch));
            assertFalse(accepted.isOpen());
        }
    }

    @Test
    void staysOpenWhenAThreadThatWasInterruptedAsks() throws Exception {
        // When
        Thread.currentThread().interrupt();
        var asked = ask(entry(1, new byte[0]));
        boolean interrupted = Thread.interrupted();

        // Then
        assertTrue(interrupted);
        answer(peer.read().call(), entry(5, new byte[0]));
        assertEquals(5, asked.get(10, TimeUnit.SECONDS).getIndex());
    }

    private String refusalOf(int size, byte kind) throws IOException {
        try (var other = SocketChannel.open(listener.getLocalAddress())) {
            other.write(
                    ByteBuffer.allocate(Long.BYTES).putLong(PeerChannel.PREFACE).flip());
            other.write(ByteBuffer.allocate(13)
                    .putInt(9 + size)
                    .put(kind)
                    .putLong(1)
                    .flip());
            try (var accepted = PeerChannel.accept(listener.accept(), watch)) {
                return assertThrows(PeerProtocolException.class, accepted::read).getMessage();
            }
        }
    }

    private CompletableFuture<LogEntryProto> ask(LogEntryProto request) {
        return connection.call(PeerKind.APPEND, request, LogEntryProto.parser());
    }

    private void answer(long call, LogEntryProto answer) {
        try {
            peer.write(PeerKind.ANSWER, call, answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RaftPeer peer() throws IOException {
        var address = (InetSocketAddress) listener.getLocalAddress();
        return RaftPeer.newBuilder()
                .setId(RaftPeerId.valueOf("n2"))
                .setAddress(address)
                .build();
    }

    private static LogEntryProto entry(long index, byte[] payload) {
        return LogEntryProto.newBuilder()
                .setIndex(index)
                .setStateMachineLogEntry(
                        StateMachineLogEntryProto.newBuilder().setLogData(UnsafeByteOperations.unsafeWrap(payload)))
                .build();
    }
}
