package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.TopicState;
import java.util.List;

/**
 * A change of a data group that is no append. It carries everything random or timed, so that all replicas do the same.
 * The names of the types and of their components are part of the log's format.
 */
public sealed interface DataCommand {

    /**
     * Opens a topic's partitions of this group, or brings them to newer configs and more partitions. Stale when the
     * group knows the topic as of a newer index of the metadata; a stale one changes nothing.
     */
    record PlaceTopic(TopicState topic, long metadataIndex) implements DataCommand {}

    /**
     * Ends a topic that is not in the metadata as of an index; changes nothing when the group knows it as of a newer
     * one.
     */
    record DropTopic(TopicId id, long metadataIndex) implements DataCommand {}

    /** Deletes the records before an offset, -1 for all. */
    record Trim(TopicId id, int partition, long beforeOffset) implements DataCommand {}

    /** Retention, as the leader saw it: each partition starts at least here. */
    record Retain(List<Start> starts) implements DataCommand {
        /** Copies the list. */
        public Retain {
            starts = List.copyOf(starts);
        }
    }

    /** Forgets the producers that were silent since before a time, in ms since the epoch. */
    record ForgetProducers(long silentSinceBeforeMs) implements DataCommand {}

    /**
     * Where a partition starts.
     *
     * @param id the topic
     * @param partition the partition's number
     * @param startOffset the first offset
     */
    record Start(TopicId id, int partition, long startOffset) {}
}
