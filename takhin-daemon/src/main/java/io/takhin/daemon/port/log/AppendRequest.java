package io.takhin.daemon.port.log;

import java.nio.ByteBuffer;

/**
 * Record batches to append.
 *
 * @param batches one or more whole batches of Kafka's format 2, from position to limit; offsets within are relative,
 *     the first of each batch is 0
 * @param origin who wrote them
 * @param durable whether the answer waits for the flush policy or quorum (acks=all); false answers after the leader's
 *     own write (acks=0 and 1)
 * @param leaderOnly whether a node that does not lead refuses with NOT_LEADER in place of handing it on to the leader.
 *     A Kafka client follows the leader itself, and takes requests that overtake each other for a gap
 */
public record AppendRequest(ByteBuffer batches, AppendOrigin origin, boolean durable, boolean leaderOnly) {

    /** Handed on to the leader where that is another node. */
    public AppendRequest(ByteBuffer batches, AppendOrigin origin, boolean durable) {
        this(batches, origin, durable, false);
    }

    /** What a producer sends. */
    public static AppendRequest fromClient(ByteBuffer batches) {
        return new AppendRequest(batches, AppendOrigin.CLIENT, true);
    }
}
