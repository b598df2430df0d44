package io.takhin.common.admin.metrics;

import io.takhin.common.json.Doc;

/**
 * What a node did for a topic since it started, and how the topic is there.
 *
 * @param name its name
 * @param partitions how many partitions
 * @param leads how many of them the node leads
 * @param sizeBytes what its segments take on the node
 * @param appends requests to append to one of its partitions
 * @param appendErrors those that failed or were refused
 * @param recordsIn records appended
 * @param bytesIn bytes of batches appended
 * @param reads reads of one of its partitions
 * @param readErrors those that failed or were refused
 * @param bytesOut bytes of batches read
 */
@Doc("What a node did for a topic since it started, and how the topic is there.")
public record TopicMetrics(
        @Doc("Its name.") String name,
        @Doc("How many partitions it has.") int partitions,
        @Doc("How many of them the node leads.") int leads,

        @Doc("What its segments take on the node, in bytes.")
        long sizeBytes,

        @Doc("Requests to append to one of its partitions, refused ones as well.")
        long appends,

        @Doc("Those of them that were refused, failed, or whose outcome is unknown.")
        long appendErrors,

        @Doc("Records appended through the node.") long recordsIn,
        @Doc("Bytes of batches appended through the node.") long bytesIn,

        @Doc("Reads of one of its partitions, refused and empty ones as well.")
        long reads,

        @Doc("Those of them that were refused or failed.") long readErrors,
        @Doc("Bytes of batches read from the node.") long bytesOut) {

    /** What moved through it since the node started, in bytes. */
    public long bytes() {
        return bytesIn + bytesOut;
    }
}
