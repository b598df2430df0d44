package io.takhin.daemon.port;

import io.takhin.daemon.core.metadata.ReplicaAssignment;

/**
 * Partitions that a topic is to have.
 *
 * @param total how many afterwards
 * @param assignment the nodes named for each new one, its first being number 0 here
 */
public record NewPartitions(int total, ReplicaAssignment assignment) {

    /** So many, none with an assignment. */
    public static NewPartitions upTo(int total) {
        return new NewPartitions(total, ReplicaAssignment.NONE);
    }
}
