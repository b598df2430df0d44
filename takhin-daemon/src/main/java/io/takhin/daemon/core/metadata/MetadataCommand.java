package io.takhin.daemon.core.metadata;

import io.takhin.common.model.TopicId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change asked of the metadata. It carries everything random or timed that the change needs, fixed before it was
 * proposed, so that every replica decides the same. The names of the types and of their components are the format of
 * the command log.
 */
public sealed interface MetadataCommand {

    /** The first command of a cluster. */
    record FormatCluster(String clusterId, int dataGroups) implements MetadataCommand {}

    /** A new topic; {@code id} and {@code nowMs} were drawn by the proposer. */
    record CreateTopic(
            TopicId id,
            String name,
            int partitions,
            int replicationFactor,
            Map<String, String> configs,
            long nowMs,
            @Nullable ReplicaAssignment assignment)
            implements MetadataCommand {
        /** Copies the map. */
        public CreateTopic {
            configs = Map.copyOf(configs);
            assignment = ReplicaAssignment.kept(assignment);
        }

        /** A topic without an assignment. */
        public CreateTopic(
                TopicId id,
                String name,
                int partitions,
                int replicationFactor,
                Map<String, String> configs,
                long nowMs) {
            this(id, name, partitions, replicationFactor, configs, nowMs, null);
        }
    }

    /** The end of a topic, by id. */
    record DeleteTopic(TopicId id) implements MetadataCommand {}

    /** More partitions: {@code total} is their number afterwards; the assignment is that of the new ones. */
    record AddPartitions(TopicId id, int total, @Nullable ReplicaAssignment assignment) implements MetadataCommand {
        /** Leaves an empty assignment out. */
        public AddPartitions {
            assignment = ReplicaAssignment.kept(assignment);
        }

        /** More partitions without an assignment. */
        public AddPartitions(TopicId id, int total) {
            this(id, total, null);
        }
    }

    /** Configs to set and configs to return to their defaults. */
    record AlterConfigs(TopicId id, Map<String, String> set, List<String> remove) implements MetadataCommand {
        /** Copies what could change. */
        public AlterConfigs {
            set = Map.copyOf(set);
            remove = List.copyOf(remove);
        }
    }

    /**
     * Configs of a node, by its id, or of all nodes, under the empty name, to set and to return to what is below them.
     */
    record AlterNodeConfigs(String node, Map<String, String> set, List<String> remove) implements MetadataCommand {
        /** Copies what could change. */
        public AlterNodeConfigs {
            set = Map.copyOf(set);
            remove = List.copyOf(remove);
        }
    }

    /** A block of producer ids that no node was given before (KIP-98). */
    record AllocateProducerIds(int count) implements MetadataCommand {}

    /** Begins a change of members, planned when {@code last} was the one that had ended last. */
    record StartChange(MembershipChange change, String last) implements MetadataCommand {}

    /** All groups are where a step of a change wants them. */
    record AdvanceChange(String id, int step, boolean rollingBack) implements MetadataCommand {}

    /** A change of members goes back. */
    record RollBackChange(String id) implements MetadataCommand {}

    /** A change of members ends where it is: its groups were taken to one voter by force. */
    record AbandonChange() implements MetadataCommand {}

    /** Keeps leadership away from a node, or lets it come back. */
    record DrainNode(int id, boolean drained) implements MetadataCommand {}

    /** Leaders stay where they are until a time, in ms since the epoch, unless their node is drained. */
    record HoldLeaders(long untilMs) implements MetadataCommand {}
}
