package io.takhin.common.admin.topic;

import io.takhin.common.json.Doc;

/**
 * A topic in one line.
 *
 * @param name its name
 * @param id its id, empty for one that was judged only
 * @param partitions how many
 * @param replicationFactor how many replicas
 * @param sizeBytes how much it takes on this node
 */
@Doc("A topic in one line.")
public record TopicSummary(
        @Doc("Its name.") String name,
        @Doc("Its id for life; empty in a dry run.") String id,
        @Doc("How many partitions it has.") int partitions,
        @Doc("How many replicas each has.") int replicationFactor,

        @Doc("How many bytes its segments take on the node that answers.")
        long sizeBytes) {}
