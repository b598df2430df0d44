package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.daemon.core.Outcome;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** What the state machine of a group tells the node. Called on threads of Ratis; all return at once. */
public interface GroupEvents {

    /** This node leads and has applied all that came before. */
    void leading(RaftGroupId group);

    /** This node does not lead, or no longer. */
    void following(RaftGroupId group);

    /** A checkpoint is on disk, so that the log may be purged. */
    void checkpointed(RaftGroupId group);

    /** The node can't go on: its process must end. */
    void failed(RaftGroupId group, String what, Throwable cause);

    /** Ratis stopped the group, which is a fault unless the node is closing. */
    void stopped(RaftGroupId group);

    /** A request is about to be appended to the log: from here on its outcome is the log's. */
    void appending(RaftGroupId group, RaftClientRequest request);

    /** Submits what a peer wants proposed, in the caller's thread. */
    CompletableFuture<Outcome<ByteString>> propose(RaftGroupId group, ByteString entry);

    /** Answers what an adapter of a peer asks its like here. */
    CompletableFuture<ByteString> call(ByteString request);

    /** Who this node is, in JSON. */
    byte[] hello();

    /** Whether one of the first voters may take part, on a thread that may block; what is answered stays so. */
    PeerAdmission admit(PeerQuestion.Admit question) throws IOException;

    /** Answers a question about what a replica holds, on a thread that may block. */
    byte[] answer(RaftGroupId group, PeerQuestion question) throws IOException;

    /** A peer to ask, for a state that its log no longer has. */
    GroupMachine.Source source(RaftGroupId group, RaftPeerProto leader);
}
