package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;

/** What a frame holds: a request, by the protocol buffer of Ratis it is, or an answer to one. */
enum PeerKind {
    /** {@code RequestVoteRequestProto} (Raft §5.2). */
    VOTE(1),
    /** {@code AppendEntriesRequestProto} (Raft §5.3), heartbeats included. */
    APPEND(2),
    /** {@code InstallSnapshotRequestProto}: only notes that the log begins later, never a snapshot. */
    INSTALL(3),
    /** {@code StartLeaderElectionRequestProto}, by which leadership is handed over. */
    ELECTION(4),
    /** {@code ReadIndexRequestProto} (Raft §6.4). */
    READ_INDEX(5),
    /** {@code RaftClientRequestProto}: a message for the peer's state machine. */
    MESSAGE(6),
    /** {@code SetConfigurationRequestProto}. */
    CONFIGURATION(7),
    /** {@code TransferLeadershipRequestProto}. */
    TRANSFER(8),
    /** The answer, by the protocol buffer that belongs to the request. */
    ANSWER(100),
    /** Why there is no answer: see {@link PeerFailure}. */
    FAILURE(101);

    private final byte code;

    PeerKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static PeerKind of(byte code) throws IOException {
        for (var kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new PeerProtocolException("a frame of an unknown kind: " + code);
    }
}
