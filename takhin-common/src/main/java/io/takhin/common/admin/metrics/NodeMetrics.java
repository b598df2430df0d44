package io.takhin.common.admin.metrics;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * What a node has counted since it started, and how it is now. Rates and percentiles come of two readings.
 *
 * @param nodeId which node
 * @param version its version
 * @param atMs when it was read
 * @param uptimeMs how long the process runs
 * @param ready whether it serves
 * @param connections who is connected
 * @param appends what is on its way into the logs
 * @param commit how long appends took
 * @param topics each topic
 * @param topicsLeftOut how many more there are
 * @param groups its Raft groups
 * @param disk its disk
 * @param process its process
 */
@Doc("What a node has counted since it started, and how it is now. Rates and percentiles come of two readings.")
public record NodeMetrics(
        @Doc("The id of the node.") String nodeId,
        @Doc("Its version.") String version,
        @Doc("When it was read, in ms since the epoch.") long atMs,
        @Doc("How long its process runs, in ms.") long uptimeMs,
        @Doc("Whether it serves.") boolean ready,
        @Doc("Who is connected.") Connections connections,
        @Doc("What is on its way into the logs.") Appends appends,

        @Doc("From the arrival of an append to its durable acknowledgement.")
        Latency commit,

        @Doc("Each topic, by name; the busiest where there are more than asked for.")
        List<TopicMetrics> topics,

        @Doc("How many topics are left out.") int topicsLeftOut,
        @Doc("Its Raft groups; empty without consensus.") List<RaftGroup> groups,

        @Doc("Its disk.") Disk disk,
        @Doc("Its process.") ProcessMetrics process) {

    /** How many topics a reply has that was not told. */
    public static final int TOPICS_DEFAULT = 1000;

    /** How many topics a reply has at most. */
    public static final int TOPICS_MAX = 10_000;

    /** Copies the lists. */
    public NodeMetrics {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
    }

    /**
     * Asks for it.
     *
     * @param topicsMax how many topics at most
     */
    @Doc("What to tell.")
    public record Request(
            @Doc("How many topics at most, the busiest first; 0 takes 1000. 10000 is the most.")
            int topicsMax) {}

    /**
     * Who is connected.
     *
     * @param kafka Kafka clients
     * @param admin admin clients
     */
    @Doc("How many connections there are.")
    public record Connections(
            @Doc("Connections of Kafka clients.") int kafka,

            @Doc("Connections of admin clients, this one as well.")
            int admin) {}

    /**
     * What is on its way into the logs.
     *
     * @param inFlight appends
     * @param inFlightBytes their bytes
     */
    @Doc("Appends that wait for their acknowledgement.")
    public record Appends(
            @Doc("How many appends.") long inFlight,
            @Doc("How many bytes of batches.") long inFlightBytes) {}

    /**
     * A node's disk.
     *
     * @param logBytes what the partition logs take
     * @param freeBytes what may still be written
     * @param totalBytes how large it is
     * @param reserveBytes below which writes are refused
     */
    @Doc("The disk that holds a node's data folder.")
    public record Disk(
            @Doc("What the partition logs take, in bytes.") long logBytes,
            @Doc("What may still be written, in bytes.") long freeBytes,
            @Doc("How large it is, in bytes.") long totalBytes,

            @Doc("The reserve, in bytes: with less free, writes are refused.")
            long reserveBytes) {}
}
