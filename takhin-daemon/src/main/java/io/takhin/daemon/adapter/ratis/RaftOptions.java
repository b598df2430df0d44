package io.takhin.daemon.adapter.ratis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node of a cluster is told.
 *
 * @param nodeId its id for life, 0 or more; also its Kafka broker id
 * @param listen where it listens for its peers, {@code host:port}
 * @param raft where its peers reach it, {@code host:port}, for life
 * @param clusterId the cluster's id; all nodes are told the same
 * @param dataGroups how many data groups the cluster has; counts when it is created, 1 to 64
 * @param initialVoters the raft addresses of the first members by id; empty for a node that waits to be added
 * @param folder the data folder; one process owns it
 * @param replicationFactor how many replicas a topic has that does not say
 * @param partitions how many partitions a topic has that does not say
 * @param tuning how patient it is and how much it keeps
 */
public record RaftOptions(
        int nodeId,
        String listen,
        String raft,
        String clusterId,
        int dataGroups,
        Map<Integer, String> initialVoters,
        Path folder,
        int replicationFactor,
        int partitions,
        Tuning tuning) {

    /** The most data groups: each costs six threads, 8 MB and 0.2 % of a core on every member. */
    public static final int DATA_GROUPS_MAX = 64;

    /** Checks the bounds. */
    public RaftOptions {
        initialVoters = new TreeMap<>(initialVoters);
        if (nodeId < 0) {
            throw new IllegalArgumentException("node id " + nodeId + " is negative");
        }
        if (dataGroups < 1 || dataGroups > DATA_GROUPS_MAX) {
            throw new IllegalArgumentException(
                    "a cluster has 1 to " + DATA_GROUPS_MAX + " data groups, not " + dataGroups);
        }
        if (!initialVoters.isEmpty() && !raft.equals(initialVoters.get(nodeId))) {
            throw new IllegalArgumentException("the initial voters " + initialVoters + " do not have node " + nodeId
                    + " at its raft address " + raft);
        }
    }

    /**
     * How patient a node is, and how much of the Raft log it keeps.
     *
     * @param electionMin how long a follower waits at least for its leader before it stands for election; heartbeats
     *     come twice as often
     * @param electionMax how long at most
     * @param checkpointInterval how often what was applied is checkpointed
     * @param checkpointBytes after how many applied bytes at the latest
     * @param retentionInterval how often the leaders look for records and producers that are too old
     * @param producerExpiry after how long without a batch a producer is forgotten
     * @param segmentBytes how large the files of the Raft log are; it is purged by whole files
     * @param entriesKept how many entries a follower may miss and still get them from the Raft log
     */
    public record Tuning(
            Duration electionMin,
            Duration electionMax,
            Duration checkpointInterval,
            long checkpointBytes,
            Duration retentionInterval,
            Duration producerExpiry,
            long segmentBytes,
            long entriesKept) {

        /** For servers: a leader that dies is replaced within 2 s, and a pause of half a second is no death. */
        public static final Tuning DEFAULT = new Tuning(
                Duration.ofMillis(600),
                Duration.ofMillis(1200),
                Duration.ofSeconds(60),
                256L << 20,
                Duration.ofMinutes(1),
                Duration.ofDays(1),
                16 << 20,
                256);
    }
}
