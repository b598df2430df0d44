package io.takhin.daemon.adapter.ratis.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.FreePorts;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Raft server that is spoken to over our protocol. */
@Timeout(60)
class PeerServerTest {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(5, 6));

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final PeerClient client = new PeerClient();

    @TempDir
    private Path folder;

    private final int port;
    private final RaftPeer peer;
    private RaftServer server;

    PeerServerTest() throws IOException {
        port = FreePorts.next();
        peer = RaftNode.peer(1, "127.0.0.1:" + port);
    }

    @BeforeEach
    void start() throws IOException {
        start(RaftStorage.StartupOption.FORMAT);
    }

    private void start(RaftStorage.StartupOption option) throws IOException {
        var properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
        RaftConfigKeys.Rpc.setType(properties, new RaftRpc());
        RaftRpc.setListen(properties, "127.0.0.1", port);
        server = RaftServer.newBuilder()
                .setServerId(GroupIds.peerId(1))
                .setGroup(RaftGroup.valueOf(GROUP, peer))
                .setOption(option)
                .setStateMachine(new Answering())
                .setProperties(properties)
                .build();
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        mayAnswer.countDown();
        client.close();
        server.close();
    }

    private final class Answering extends BaseStateMachine {
        @Override
        public CompletableFuture<Message> queryStale(Message request, long minIndex) {
            asked.countDown();
            try {
                assertTrue(mayAnswer.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.completedFuture(Message.valueOf("answered"));
        }
    }

    @Test
    void answersWhatItTookBeforeItCloses() throws Exception {
        // Given
        var answer = client.message(peer, request(GROUP));
        assertTrue(asked.await(30, TimeUnit.SECONDS));

        // When
        var closing = CompletableFuture.runAsync(() -> {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        mayAnswer.countDown();

        // Then
        assertEquals("answered", answer.get().getMessage().getContent().toStringUtf8());
        closing.get(30, TimeUnit.SECONDS);
    }

    @Test
    void tellsWhoAsksAboutAGroupThatIsNotHere() throws Exception {
        // When
        var answer = client.message(peer, request(RaftGroupId.valueOf(new UUID(7, 8))));

        // Then
        var failure = assertThrows(ExecutionException.class, answer::get);
        assertInstanceOf(GroupMismatchException.class, failure.getCause());
    }

    @Test
    void connectsAnewAfterAPeerCameBack() throws Exception {
        // Given
        mayAnswer.countDown();
        assertTrue(client.message(peer, request(GROUP)).get().isSuccess());

        // When
        server.close();
        assertThrows(
                ExecutionException.class,
                () -> client.message(peer, request(GROUP)).get());
        start(RaftStorage.StartupOption.RECOVER);

        // Then
        assertTrue(reached().isSuccess());
    }

    /** A little later: for a moment nobody is asked who could not be reached. */
    private RaftClientReply reached() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return client.message(peer, request(GROUP)).get();
            } catch (ExecutionException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
        }
    }

    private RaftClientRequest request(RaftGroupId group) {
        return RaftClientRequest.newBuilder()
                .setClientId(ClientId.randomId())
                .setServerId(peer.getId())
                .setGroupId(group)
                .setCallId(1)
                .setMessage(Message.valueOf("question"))
                .setType(RaftClientRequest.staleReadRequestType(-1))
                .build();
    }
}
