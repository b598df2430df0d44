package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.model.TopicId;
import java.util.List;

/** What one replica asks another, outside the log. */
public sealed interface PeerQuestion {

    /** The newest checkpoint that is on disk: term, index and body. */
    record NewestCheckpoint() implements PeerQuestion {}

    /** Batches of a partition from an offset on, whole ones, up to a number of bytes but at least one. */
    record Records(TopicId id, int partition, long offset, int bytesMax) implements PeerQuestion {}

    /** Where a partition starts. */
    record StartOffset(TopicId id, int partition) implements PeerQuestion {}

    /** Who the node is, and what it knows of the cluster. */
    record Hello() implements PeerQuestion {}

    /** A node that waits to be added now belongs to this cluster, which was recovered by force so many times. */
    record Join(String clusterId, int dataGroups, int nodeId, int recoveries) implements PeerQuestion {}

    /**
     * May this node, one of a cluster's first voters whose folder is new, take part? The answer is
     * {@link PeerAdmission}.
     */
    record Admit(String clusterId, int nodeId, String incarnation) implements PeerQuestion {}

    /** Which part of its partitions a leader has applied, to be compared on all replicas. */
    record Extents() implements PeerQuestion {}

    /** The hash of these parts, once an index is applied. */
    record Hash(long index, List<Extent> extents) implements PeerQuestion {}

    /**
     * How far is your newest checkpoint, of what you have applied? One that ends before {@code index} has another
     * started. The answer is {@link Checkpointed}.
     */
    record TakeCheckpoint(long index) implements PeerQuestion {}

    /**
     * How far a replica is.
     *
     * @param applied the last entry that it applied
     * @param index the last entry in its newest checkpoint on disk, -1 without one
     * @param problem why the last attempt to write one failed, empty if it did not
     */
    record Checkpointed(long applied, long index, String problem) {}

    /** A part of a partition's log. */
    record Extent(TopicId id, int partition, long startOffset, long endOffset) {}
}
