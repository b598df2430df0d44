package io.takhin.daemon.adapter.ratis.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * The state of one group and what entries do to it. {@link GroupStateMachine} calls all but the queries one at a time;
 * a domain's "no" is part of the reply, and what is thrown means that the node can't go on.
 */
public interface GroupMachine {

    /** Applies a committed entry and returns the reply. */
    ByteString apply(long term, long index, ByteBuffer entry) throws IOException;

    /** Takes the state as it is, at the boundary between two entries; quick. */
    Captured capture();

    /** Puts a checkpoint's state in place of all there is; {@code index} is its last entry's. */
    void load(long index, byte[] body) throws IOException;

    /**
     * Makes {@code body} the state, and brings whatever belongs to it here from the leader. When it throws it is half
     * done: either it is called again, and goes on, or {@link #abandonInstall} is.
     */
    void install(long index, byte[] body, Source leader) throws IOException;

    /** Goes back to the state before an {@link #install} that was not ended; the next entry follows that one. */
    void abandonInstall() throws IOException;

    /** Answers a question of a peer, on a thread that may block. */
    byte[] answer(ByteBuffer question) throws IOException;

    /** State at one index. */
    interface Captured {
        /** Forces to disk what the body refers to. */
        void flush() throws IOException;

        /** What a checkpoint holds. */
        byte[] body();

        /** The checkpoint is on disk: what only the one before needed may go. */
        void durable() throws IOException;
    }

    /** A peer that answers questions. */
    @FunctionalInterface
    interface Source {
        /** Asks and waits, within a deadline. */
        byte[] ask(byte[] question) throws IOException;
    }
}
