package io.takhin.daemon.port;

import io.takhin.daemon.core.metadata.ReplicaAssignment;
import java.util.Map;

/**
 * A topic to be created.
 *
 * @param name its name
 * @param partitions how many, or {@link #DEFAULT} for the cluster's default
 * @param replicationFactor how many replicas, or {@link #DEFAULT} for the cluster's default
 * @param configs Kafka's topic configs that differ from the defaults
 * @param assignment the nodes named for each partition; its numbers are then those above
 */
public record NewTopic(
        String name, int partitions, int replicationFactor, Map<String, String> configs, ReplicaAssignment assignment) {

    /** Leaves the choice to the cluster. */
    public static final int DEFAULT = -1;

    /** Copies the map. */
    public NewTopic {
        configs = Map.copyOf(configs);
    }

    /** A topic without an assignment. */
    public NewTopic(String name, int partitions, int replicationFactor, Map<String, String> configs) {
        this(name, partitions, replicationFactor, configs, ReplicaAssignment.NONE);
    }
}
