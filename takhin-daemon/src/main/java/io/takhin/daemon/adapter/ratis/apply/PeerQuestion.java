package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.model.TopicId;

/** What one replica asks another, outside the log. */
public sealed interface PeerQuestion {

    /** The newest checkpoint that is on disk: term, index and body. */
    record NewestCheckpoint() implements PeerQuestion {}

    /** Batches of a partition from an offset on, whole ones, up to a number of bytes but at least one. */
    record Records(TopicId id, int partition, long offset, int bytesMax) implements PeerQuestion {}

    /** Where a partition starts. */
    record StartOffset(TopicId id, int partition) implements PeerQuestion {}

    /** Who the node is. */
    record Hello() implements PeerQuestion {}
}
