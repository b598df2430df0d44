package io.takhin.common.admin.stream;

import io.takhin.common.error.AdminError;
import io.takhin.common.json.Doc;

/** What the server says on a produce stream. */
public sealed interface ProduceMessage {

    /**
     * Batches may be sent.
     *
     * @param topicId the topic's id
     * @param partitions how many partitions it has
     * @param producerId the id to stamp into the batches (KIP-98)
     * @param producerEpoch the epoch to stamp into them
     * @param batchBytesMax how large a batch may be
     */
    @Doc("Batches may be sent.")
    record Opened(
            @Doc("The topic's id.") String topicId,
            @Doc("How many partitions it has.") int partitions,

            @Doc("The producer id to stamp into the batches (KIP-98).")
            long producerId,

            @Doc("The producer epoch to stamp into them.") int producerEpoch,
            @Doc("How large a batch may be, in bytes.") int batchBytesMax)
            implements ProduceMessage {}

    /**
     * A frame of batches is in the log, as durable as was asked.
     *
     * @param ticket the frame's
     * @param partition where
     * @param baseOffset the first record's offset
     */
    @Doc("A frame of batches is in the log.")
    record Acked(
            @Doc("The ticket of the frame.") long ticket,
            @Doc("The partition.") int partition,
            @Doc("The first record's offset.") long baseOffset)
            implements ProduceMessage {}

    /**
     * A frame of batches was refused, or its outcome is unknown.
     *
     * @param ticket the frame's, -1 when the whole stream failed
     * @param error why; {@code applied} tells refused from unknown
     */
    @Doc("A frame of batches was refused, or its outcome is unknown.")
    record Failed(
            @Doc("The ticket of the frame; -1 when the whole stream failed.")
            long ticket,

            @Doc("Why; applied tells refused from unknown.") AdminError error)
            implements ProduceMessage {}

    /** Sent every few seconds when there is nothing else to say. */
    @Doc("Sent every few seconds when there is nothing else to say.")
    record Alive() implements ProduceMessage {}
}
