package io.takhin.common.admin.stream;

import io.takhin.common.error.AdminError;
import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says on a consume stream besides the batches. */
public sealed interface ConsumeMessage {

    /**
     * The partitions that follow; frames of batches name them by their place in this list.
     *
     * @param ranges each with its pinned range
     */
    @Doc("The partitions that follow; frames of batches name them by their place in this list.")
    record Opened(
            @Doc("Each partition with its pinned range.") List<Range> ranges) implements ConsumeMessage {}

    /** All pinned ends are reached. */
    @Doc("All pinned ends are reached.")
    record Ended() implements ConsumeMessage {}

    /**
     * The stream can't go on.
     *
     * @param error why
     */
    @Doc("The stream can't go on.")
    record Failed(@Doc("Why.") AdminError error) implements ConsumeMessage {}

    /** Sent every few seconds when there is nothing else to say. */
    @Doc("Sent every few seconds when there is nothing else to say.")
    record Alive() implements ConsumeMessage {}

    /**
     * What is read of one partition. The first batch may begin before {@code start} and the last end behind
     * {@code end}: the reader drops what is outside.
     *
     * @param topic the topic
     * @param partition the partition's number
     * @param start the first offset
     * @param end the offset to end before, absent to follow
     */
    @Doc("What is read of one partition.")
    record Range(
            @Doc("The topic.") String topic,
            @Doc("The partition's number.") int partition,
            @Doc("The first offset.") long start,

            @Doc("The offset to end before; absent to follow.") @Nullable
            Long end) {}
}
