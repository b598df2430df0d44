package io.takhin.daemon.core.metadata;

import io.takhin.common.model.TopicId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change decided. {@link MetadataImage#with} alone carries events out; an event always applies. */
public sealed interface MetadataEvent {

    /** The cluster has its id and its number of data groups, for good. */
    record ClusterFormatted(String clusterId, int dataGroups) implements MetadataEvent {}

    /** A topic came to be. */
    record TopicCreated(TopicState topic) implements MetadataEvent {}

    /** A topic is gone; its id is not used again. */
    record TopicDeleted(TopicId id) implements MetadataEvent {}

    /** Partitions were added, in these data groups; the assignment is that of the new ones. */
    record PartitionsAdded(
            TopicId id, List<Integer> groups, @Nullable ReplicaAssignment assignment) implements MetadataEvent {
        /** Leaves an empty assignment out. */
        public PartitionsAdded {
            assignment = ReplicaAssignment.kept(assignment);
        }

        /** Partitions without an assignment. */
        public PartitionsAdded(TopicId id, List<Integer> groups) {
            this(id, groups, null);
        }
    }

    /** A topic's own configs are now these, all of them. */
    record ConfigsReplaced(TopicId id, Map<String, String> configs) implements MetadataEvent {}

    /** The ids from {@code first} to {@code first + count - 1} are given out. */
    record ProducerIdsAllocated(long first, int count) implements MetadataEvent {}

    /** What is asked of the cluster itself is now this. */
    record ControlReplaced(ClusterControl control) implements MetadataEvent {}
}
