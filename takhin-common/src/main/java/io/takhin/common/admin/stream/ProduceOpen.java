package io.takhin.common.admin.stream;

import io.takhin.common.json.Doc;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a produce stream.
 *
 * @param topic the topic
 * @param durable whether acknowledgements wait for the flush policy or the quorum
 * @param producerId an id from an earlier stream, to go on with after a lost connection
 */
@Doc("The first frame of a produce stream.")
public record ProduceOpen(
        @Doc("The topic's name.") String topic,

        @Doc("Whether acknowledgements wait for the flush policy or the quorum (acks=all).")
        boolean durable,

        @Doc("The producer id of an earlier stream, to go on with after a lost connection.") @Nullable
        Long producerId) {}
