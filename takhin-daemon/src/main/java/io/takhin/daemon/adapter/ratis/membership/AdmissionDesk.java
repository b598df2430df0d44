package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.config.HostPort;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.PeerAdmission;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on a raft port, before a Raft server has it, whether other first voters may take part. A question and its
 * answer are one line of JSON each, at most {@value #LINE_BYTES_MAX} bytes; then the connection is closed. What a Raft
 * server answers to such a line is none.
 */
final class AdmissionDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionDesk.class);
    private static final int LINE_BYTES_MAX = 4096;
    private static final int TIMEOUT_MS = 2_000;
    private static final int CONNECTIONS_MAX = 32;

    private final ServerSocket socket;
    private final PeerBook book;
    private final Semaphore free = new Semaphore(CONNECTIONS_MAX);
    private final Set<Integer> admitted = ConcurrentHashMap.newKeySet();

    private AdmissionDesk(ServerSocket socket, PeerBook book) {
        this.socket = socket;
        this.book = book;
    }

    /** Listens at an address. */
    static AdmissionDesk open(HostPort listen, PeerBook book) throws IOException {
        var socket = new ServerSocket();
        boolean open = false;
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(listen.host(), listen.port()));
            var desk = new AdmissionDesk(socket, book);
            Thread.ofVirtual().name("takhin-admission-desk").start(desk::accept);
            open = true;
            return desk;
        } catch (SocketException e) {
            throw new IOException("can't listen for peers on " + listen + ": " + e.getMessage(), e);
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    /** How many nodes were admitted here. */
    int admitted() {
        return admitted.size();
    }

    /**
     * Asks at an address; empty if there is no desk but a Raft server.
     *
     * @throws IOException if nobody answers there in time
     */
    static Optional<PeerAdmission> ask(HostPort address, PeerQuestion.Admit question) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            write(socket, RecordJson.toBytes(question));
            var line = read(socket);
            return line.length > 0 && line[0] == '{'
                    ? Optional.of(RecordJson.read(line, PeerAdmission.class, RecordJson.Unknown.IGNORE))
                    : Optional.empty();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var peer = socket.accept();
                if (free.tryAcquire()) {
                    Thread.ofVirtual().name("takhin-admission-answer").start(() -> serve(peer));
                } else {
                    peer.close();
                }
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("The desk for first voters does not accept");
            }
        }
    }

    private void serve(Socket peer) {
        try (peer) {
            peer.setSoTimeout(TIMEOUT_MS);
            var question = RecordJson.read(read(peer), PeerQuestion.class, RecordJson.Unknown.IGNORE);
            if (question instanceof PeerQuestion.Admit admit) {
                var answer = book.admit(admit);
                write(peer, RecordJson.toBytes(answer));
                if (answer.admitted()) {
                    admitted.add(admit.nodeId());
                }
            }
        } catch (IOException | RuntimeException e) {
            // A Raft server of a peer that is further calls here as well; it tries again.
            LOG.atDebug().setCause(e).log("A call at the desk for first voters was not answered");
        } finally {
            free.release();
        }
    }

    private static void write(Socket socket, byte[] json) throws IOException {
        var line = java.util.Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        socket.getOutputStream().write(line);
    }

    private static byte[] read(Socket socket) throws IOException {
        var line = new byte[LINE_BYTES_MAX];
        int length = 0;
        var in = socket.getInputStream();
        for (int next; length < line.length && (next = in.read()) >= 0 && next != '\n'; length++) {
            line[length] = (byte) next;
        }
        return java.util.Arrays.copyOf(line, length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
