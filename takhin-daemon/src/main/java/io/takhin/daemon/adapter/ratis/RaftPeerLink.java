package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import io.takhin.daemon.port.PeerLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/** What adapters say to their like on other nodes, as messages to the metadata group's replica there. */
final class RaftPeerLink implements PeerLink {

    private final RaftNode node;
    private final RaftGroupId group;
    private final Peers peers;
    private volatile @Nullable Function<ByteBuffer, CompletableFuture<ByteBuffer>> answerer;

    RaftPeerLink(RaftNode node, RaftGroupId group, Peers peers) {
        this.node = node;
        this.group = group;
        this.peers = peers;
    }

    @Override
    public void serve(Function<ByteBuffer, CompletableFuture<ByteBuffer>> newAnswerer) {
        answerer = newAnswerer;
    }

    @Override
    public CompletableFuture<ByteBuffer> ask(int id, ByteBuffer request) {
        return node.members(group).stream()
                .filter(member -> GroupIds.nodeId(member.getId()) == id)
                .findFirst()
                .map(member -> peers.call(group, member, request)
                        .thenApply(answer -> ByteBuffer.wrap(answer.toByteArray()))
                        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                                new IOException("node " + id + " does not answer: " + failure, cause(failure)))))
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException("there is no node " + id)));
    }

    /** Answers what a peer asked. */
    CompletableFuture<ByteString> answer(ByteString request) {
        var answers = answerer;
        return answers == null
                ? CompletableFuture.failedFuture(new IOException("the node does not serve yet"))
                // A copy: the buffer that came from the wire is read only.
                : answers.apply(ByteBuffer.wrap(request.toByteArray())).thenApply(UnsafeByteOperations::unsafeWrap);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
