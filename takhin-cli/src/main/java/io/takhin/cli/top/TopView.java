package io.takhin.cli.top;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster between two readings of all its nodes.
 *
 * @param clusterId its id
 * @param leader who leads the metadata
 * @param consensus whether records are replicated
 * @param atMs when the later reading was taken
 * @param intervalMs the time between them
 * @param total all nodes together
 * @param nodes the nodes
 * @param topics the topics
 * @param topicsLeftOut how many more there are
 * @param groups the Raft groups, as their leaders see them
 * @param consumers how far consumer groups are behind
 */
@Doc("A cluster between two readings of all its nodes.")
public record TopView(
        @Doc("The cluster's id.") String clusterId,

        @Doc("The id of the node that leads the metadata; absent when there is none.") @Nullable
        String leader,

        @Doc("Whether records are replicated by Raft.") boolean consensus,

        @Doc("When the later reading was taken, in ms since the epoch.")
        long atMs,

        @Doc("The time between the readings, in ms.") long intervalMs,
        @Doc("All nodes together.") Traffic total,
        @Doc("The nodes, by id.") List<Node> nodes,
        @Doc("The topics, by name.") List<Topic> topics,
        @Doc("How many topics are left out.") int topicsLeftOut,
        @Doc("The Raft groups, as their leaders see them.") List<Group> groups,

        @Doc("How far consumer groups are behind, by topic.")
        List<ConsumerLag> consumers) {

    /** Copies the lists. */
    public TopView {
        nodes = List.copyOf(nodes);
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        consumers = List.copyOf(consumers);
    }

    /**
     * What moved.
     *
     * @param bytesInPerSecond bytes appended
     * @param bytesOutPerSecond bytes read
     * @param recordsInPerSecond records appended
     * @param commits durable appends
     * @param commitP50Us how long half of them took at most
     * @param commitP90Us how long 90 % of them took at most
     * @param commitP99Us how long 99 % of them took at most
     * @param commitP999Us how long 99.9 % of them took at most
     * @param commitMaxUs the longest
     */
    @Doc("What moved between the readings.")
    public record Traffic(
            @Doc("Bytes of batches appended a second.") double bytesInPerSecond,
            @Doc("Bytes of batches read a second.") double bytesOutPerSecond,
            @Doc("Records appended a second.") double recordsInPerSecond,

            @Doc("How many durable appends were acknowledged.")
            long commits,

            @Doc("How long half of them took at most, in µs.")
            long commitP50Us,

            @Doc("How long 90 % of them took at most, in µs.")
            long commitP90Us,

            @Doc("How long 99 % of them took at most, in µs.")
            long commitP99Us,

            @Doc("How long 99.9 % of them took at most, in µs.")
            long commitP999Us,

            @Doc("How long the slowest took, in µs.") long commitMaxUs) {}

    /**
     * A node.
     *
     * @param id its id
     * @param address its admin address
     * @param reachable whether it answered
     * @param problem why not
     * @param ready whether it serves
     * @param leads how many partitions it leads
     * @param lagEntries how far it is behind in the group where it is furthest
     * @param traffic what moved there
     * @param inFlight appends on their way
     * @param connections clients
     * @param cpuPercent processor time it used, 100 being one processor
     * @param heapUsedBytes heap in use
     * @param heapMaxBytes the most
     * @param logBytes what its logs take
     * @param diskFreeBytes what may still be written
     * @param diskTotalBytes how large its disk is
     * @param uptimeMs how long it runs
     * @param version its version
     */
    @Doc("A node. One that can't be reached has zeros.")
    public record Node(
            @Doc("Its id.") String id,
            @Doc("Its admin address.") String address,
            @Doc("Whether it answered.") boolean reachable,

            @Doc("Why it did not answer; absent when it did.") @Nullable
            String problem,

            @Doc("Whether it serves.") boolean ready,
            @Doc("How many partitions it leads.") int leads,

            @Doc("How many entries it is behind in the Raft group where it is furthest behind; absent without"
                    + " consensus, or when no leader tells.")
            @Nullable
            Long lagEntries,

            @Doc("What moved there.") Traffic traffic,

            @Doc("Appends that wait for their acknowledgement.")
            long inFlight,

            @Doc("How many Kafka and admin clients are connected.")
            int connections,

            @Doc("Processor time it used, in percent of one processor.")
            double cpuPercent,

            @Doc("Heap in use, in bytes.") long heapUsedBytes,
            @Doc("How large its heap may get, in bytes.") long heapMaxBytes,
            @Doc("What its partition logs take, in bytes.") long logBytes,
            @Doc("What may still be written, in bytes.") long diskFreeBytes,
            @Doc("How large its disk is, in bytes.") long diskTotalBytes,
            @Doc("How long its process runs, in ms.") long uptimeMs,
            @Doc("Its version.") String version) {}

    /**
     * A topic.
     *
     * @param name its name
     * @param partitions how many partitions
     * @param bytesInPerSecond bytes appended
     * @param bytesOutPerSecond bytes read
     * @param recordsInPerSecond records appended
     * @param requestsPerSecond appends and reads
     * @param errorsPerSecond those refused or failed
     * @param sizeBytes what its largest replica takes
     * @param lag how far consumer groups are behind
     */
    @Doc("A topic.")
    public record Topic(
            @Doc("Its name.") String name,
            @Doc("How many partitions it has.") int partitions,
            @Doc("Bytes of batches appended a second.") double bytesInPerSecond,
            @Doc("Bytes of batches read a second.") double bytesOutPerSecond,
            @Doc("Records appended a second.") double recordsInPerSecond,
            @Doc("Appends and reads a second.") double requestsPerSecond,

            @Doc("Appends and reads a second that were refused or failed.")
            double errorsPerSecond,

            @Doc("What its segments take on the node that has most of them, in bytes.")
            long sizeBytes,

            @Doc("How many records the consumer group that is furthest behind still has to read; absent when none is"
                    + " known.")
            @Nullable
            Long lag) {

        /** What moves through it, in both directions. */
        double bytesPerSecond() {
            return bytesInPerSecond + bytesOutPerSecond;
        }
    }

    /**
     * How far a consumer group is behind in a topic.
     *
     * @param group the group
     * @param topic the topic
     * @param lag records between the committed offsets and the ends
     */
    @Doc("How far a consumer group is behind in a topic.")
    public record ConsumerLag(
            @Doc("The group.") String group,
            @Doc("The topic.") String topic,

            @Doc("Records between its committed offsets and the ends of the partitions.")
            long lag) {}

    /**
     * A Raft group.
     *
     * @param name which
     * @param leader who leads it
     * @param term the term
     * @param commitIndex what is committed
     * @param pending entries not yet committed
     * @param lagEntries how far the last follower is behind
     */
    @Doc("A Raft group, as its leader sees it, or another member when the leader can't be reached.")
    public record Group(
            @Doc("Which: metadata, or data- and its number.")
            String name,

            @Doc("The id of the node that leads it; absent when none is known.") @Nullable
            String leader,

            @Doc("The term.") long term,

            @Doc("The index up to which entries are committed.")
            long commitIndex,

            @Doc("Entries not yet committed.") long pending,

            @Doc("How many entries the follower that is furthest behind is behind.")
            long lagEntries) {}
}
