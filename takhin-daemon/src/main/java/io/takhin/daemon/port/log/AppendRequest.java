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
 */
public record AppendRequest(ByteBuffer batches, AppendOrigin origin, boolean durable) {

    /** What a producer sends. */
    public static AppendRequest fromClient(ByteBuffer batches) {
        return new AppendRequest(batches, AppendOrigin.CLIENT, true);
    }
}
