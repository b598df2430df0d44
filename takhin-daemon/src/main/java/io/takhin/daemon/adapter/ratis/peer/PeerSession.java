package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftClientRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.SetConfigurationRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.TransferLeadershipRequestProto;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.util.JavaUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which a peer asks. Entries, and messages to the state machine, are taken in the order they come, by
 * the connection's own thread; all else has a thread of its own, since elections of several groups share a connection
 * and each may wait for its group. Answers go out as they are there.
 */
final class PeerSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerSession.class);

    private final SocketChannel socket;
    private final PeerRequests requests;
    private final PeerWatch watch;
    private final Consumer<PeerSession> ended;

    PeerSession(SocketChannel socket, PeerRequests requests, PeerWatch watch, Consumer<PeerSession> ended) {
        this.socket = socket;
        this.requests = requests;
        this.watch = watch;
        this.ended = ended;
    }

    /** Serves until the connection ends. */
    void run() {
        try (var channel = PeerChannel.accept(socket, watch)) {
            while (true) {
                take(channel, channel.read());
            }
        } catch (PeerProtocolException | InvalidProtocolBufferException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("peer", Thread.currentThread().getName())
                    .log("A connection to the Raft address was closed: {}", e.getMessage());
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A peer's connection ended");
        } finally {
            close();
            ended.accept(this);
        }
    }

    private interface Request {
        CompletableFuture<? extends MessageLite> answer() throws IOException;
    }

    private void take(PeerChannel channel, PeerFrame frame) throws IOException {
        long call = frame.call();
        switch (frame.kind()) {
            case APPEND -> {
                var request = frame.message(AppendEntriesRequestProto.parser());
                if (request.getEntriesCount() > 0) {
                    answer(channel, call, () -> requests.server().appendEntriesAsync(request));
                } else {
                    apart(channel, call, () -> requests.server().appendEntriesAsync(request));
                }
            }
            case MESSAGE -> {
                var request = ClientProtoUtils.toRaftClientRequest(frame.message(RaftClientRequestProto.parser()));
                answer(channel, call, () -> reply(requests.message(request)));
            }
            case VOTE -> {
                var request = frame.message(RequestVoteRequestProto.parser());
                apart(channel, call, () -> CompletableFuture.completedFuture(requests.requestVote(request)));
            }
            case INSTALL -> {
                var request = frame.message(InstallSnapshotRequestProto.parser());
                apart(channel, call, () -> CompletableFuture.completedFuture(requests.installSnapshot(request)));
            }
            case ELECTION -> {
                var request = frame.message(StartLeaderElectionRequestProto.parser());
                apart(
                        channel,
                        call,
                        () -> CompletableFuture.completedFuture(
                                requests.server().startLeaderElection(request)));
            }
            case READ_INDEX -> {
                var request = frame.message(ReadIndexRequestProto.parser());
                apart(channel, call, () -> requests.server().readIndexAsync(request));
            }
            case CONFIGURATION -> {
                var request = ClientProtoUtils.toSetConfigurationRequest(
                        frame.message(SetConfigurationRequestProto.parser()));
                apart(channel, call, () -> reply(requests.server().setConfigurationAsync(request)));
            }
            case TRANSFER -> {
                var request = ClientProtoUtils.toTransferLeadershipRequest(
                        frame.message(TransferLeadershipRequestProto.parser()));
                apart(channel, call, () -> reply(requests.server().transferLeadershipAsync(request)));
            }
            case ANSWER, FAILURE -> throw new PeerProtocolException("an answer to nothing");
        }
    }

    private static CompletableFuture<? extends MessageLite> reply(CompletableFuture<RaftClientReply> reply) {
        return reply.thenApply(ClientProtoUtils::toRaftClientReplyProto);
    }

    private static void apart(PeerChannel channel, long call, Request request) {
        Thread.ofVirtual().name("takhin-peer-request").start(() -> answer(channel, call, request));
    }

    private static void answer(PeerChannel channel, long call, Request request) {
        CompletableFuture<? extends MessageLite> answer;
        try {
            answer = request.answer();
        } catch (IOException | RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        var _ = answer.whenComplete((message, failure) -> {
            try {
                if (failure == null) {
                    channel.write(PeerKind.ANSWER, call, message);
                } else {
                    channel.fail(call, JavaUtils.unwrapCompletionException(failure));
                }
            } catch (IOException e) {
                // Who asked finds the connection closed.
                channel.close();
            }
        });
    }

    /** Ends after the request that is being taken. */
    void takeNoMore() {
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            watch.notClosed(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            watch.notClosed(e);
        }
    }
}
