package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.RaftOptions;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.group.RaftSettings;
import io.takhin.daemon.adapter.ratis.propose.PeerMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node waits that belongs to no cluster yet: a group of its own, by a well-known id, that answers who it is and
 * takes the cluster it is to belong to. That is written to the folder before it is answered. What the group itself
 * writes is thrown away.
 */
public final class Lobby extends BaseStateMachine {

    /** The group's id on every node. */
    public static final RaftGroupId GROUP =
            RaftGroupId.valueOf(UUID.nameUUIDFromBytes("takhin/lobby".getBytes(StandardCharsets.UTF_8)));

    private static final Logger LOG = LoggerFactory.getLogger(Lobby.class);
    private static final String FOLDER = "raft-lobby";
    private static final long POLL_MS = 50;

    private final RaftOptions options;
    private final Supplier<NodeHello> hello;
    private final CompletableFuture<NodeIdentity> joined = new CompletableFuture<>();

    private Lobby(RaftOptions options, Supplier<NodeHello> hello) {
        this.options = options;
        this.hello = hello;
    }

    /**
     * Waits on the node's raft address until a member says which cluster it belongs to, or {@code closed}; false then.
     *
     * @param options the node's; cluster and groups are not looked at
     * @throws IOException if the address can't be listened on or the folder not written
     */
    public static boolean await(RaftOptions options, Supplier<NodeHello> hello, BooleanSupplier closed)
            throws IOException {
        var lobby = new Lobby(options, hello);
        var folder = options.folder().resolve(FOLDER);
        delete(folder);
        Files.createDirectories(folder);
        var properties = RaftSettings.of(options);
        RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
        var server = RaftServer.newBuilder()
                .setServerId(GroupIds.peerId(options.nodeId()))
                .setGroup(RaftGroup.valueOf(GROUP, RaftNode.peer(options.nodeId(), options.raft())))
                .setStateMachine(lobby)
                .setProperties(properties)
                .build();
        try {
            server.start();
            LOG.atInfo().addKeyValue("raft", options.raft()).log("The node waits to be added to a cluster");
            return lobby.await(closed);
        } finally {
            server.close();
            delete(folder);
        }
    }

    private boolean await(BooleanSupplier closed) throws IOException {
        while (!closed.getAsBoolean()) {
            try {
                var identity = joined.get(POLL_MS, java.util.concurrent.TimeUnit.MILLISECONDS);
                LOG.atInfo().addKeyValue("cluster", identity.clusterId()).log("The node was added to a cluster");
                return true;
            } catch (java.util.concurrent.TimeoutException e) {
                // Nobody came yet.
                LOG.atTrace().log("Waiting");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IOException("waiting to be added failed", e.getCause());
            }
        }
        return false;
    }

    @Override
    public CompletableFuture<Message> queryStale(Message request, long minIndex) {
        try {
            var json = PeerMessage.content(request.getContent()).toByteArray();
            return CompletableFuture.completedFuture(Message.valueOf(UnsafeByteOperations.unsafeWrap(answer(json))));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new CompletionException(e));
        }
    }

    private byte[] answer(byte[] json) throws IOException {
        var question = RecordJson.read(json, PeerQuestion.class, RecordJson.Unknown.IGNORE);
        if (question instanceof PeerQuestion.Join(var clusterId, var dataGroups, var nodeId, var recoveries)) {
            if (nodeId != options.nodeId()) {
                throw new IOException("this is node " + options.nodeId() + ", not " + nodeId);
            }
            var identity = NodeIdentity.fresh(nodeId, clusterId, dataGroups, List.of(), NodeIdentity.Stage.MEMBER)
                    .after(recoveries);
            identity.write(options.folder());
            joined.complete(identity);
        } else if (!(question instanceof PeerQuestion.Hello)) {
            throw new IOException("this node belongs to no cluster yet");
        }
        return RecordJson.toBytes(hello.get());
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
