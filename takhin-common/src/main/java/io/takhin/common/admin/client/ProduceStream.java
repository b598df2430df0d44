package io.takhin.common.admin.client;

import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.error.AdminError;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Records on their way into a topic. One thread sends. */
public interface ProduceStream extends AutoCloseable {

    /** What the server told when the stream was opened. */
    ProduceMessage.Opened opened();

    /**
     * Sends whole batches of Kafka's format 2 for one partition; blocks while the connection is full. The buffer is
     * written before it returns.
     *
     * @throws io.takhin.common.error.TakhinException if the connection is lost; the fate of all frames not acknowledged
     *     is unknown then
     */
    void send(long ticket, int partition, ByteBuffer batches);

    /**
     * Says that no more is sent and waits until the fate of every frame is told or the deadline passes, which is an
     * error.
     */
    void finish(Duration timeout);

    /** Closes the connection, whatever is under way. */
    @Override
    void close();

    /** Hears of each frame's fate, once. Called by the stream's reader thread; it must return soon. */
    interface Listener {
        /** The frame is in the log. */
        void acked(ProduceMessage.Acked ack);

        /** The frame was refused, or its outcome is unknown, as {@code error.applied()} tells. */
        void failed(long ticket, AdminError error);

        /** The connection is lost: nothing more is told of the frames that are still open. */
        void lost(AdminError error);
    }
}
