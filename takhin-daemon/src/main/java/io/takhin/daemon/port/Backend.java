package io.takhin.daemon.port;

import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionPlace;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What every protocol handler writes through and reads from; with consensus and without, they can't tell.
 *
 * <p>All methods may be called by any thread, return at once and never throw for the domain's reasons: a refusal is
 * {@link Outcome.Rejected}, a lost answer {@link Outcome.Unknown}. A future fails only for a fault of the node's own.
 * Futures are completed on threads of the backend: callers hand longer work to an executor of theirs. Every future is
 * completed by its deadline or {@link #close}.
 *
 * <p>Durability: when a change of metadata is {@link Outcome.Done} it survives kill -9 and power loss. An append is as
 * durable as the backend's flush policy or quorum says.
 */
public interface Backend extends AutoCloseable {

    /** Creates a topic and its logs; done when every partition has a leader. Rejected when the name is taken. */
    CompletableFuture<Outcome<TopicState>> createTopic(NewTopic topic, ChangeOptions options);

    /** Grows a topic; done at once when it has as many partitions. */
    CompletableFuture<Outcome<TopicState>> addPartitions(String topic, NewPartitions wanted, ChangeOptions options);

    /** Grows a topic to {@code total} partitions, none with an assignment. */
    default CompletableFuture<Outcome<TopicState>> addPartitions(String topic, int total, ChangeOptions options) {
        return addPartitions(topic, NewPartitions.upTo(total), options);
    }

    /** Sets and removes configs of a topic; they are in force when it is done. */
    CompletableFuture<Outcome<TopicState>> alterConfigs(String topic, ConfigChange change, ChangeOptions options);

    /**
     * Sets and removes configs of a node, by its id, or of all nodes ({@link ClusterControl#ALL_NODES}); every node has
     * them in force soon after it is done. Which there are and what values they take, the caller has judged.
     */
    CompletableFuture<Outcome<ClusterControl>> alterNodeConfigs(
            String node, ConfigChange change, ChangeOptions options);

    /** Deletes a topic with its records; returns what was deleted. Reads under way may still end. */
    CompletableFuture<Outcome<TopicState>> delete(String topic, ChangeOptions options);

    /** A topic as of now: every change done before the call is seen (linearizable). */
    CompletableFuture<Outcome<TopicState>> topic(String name);

    /** A block of producer ids that no one was given before. */
    CompletableFuture<Outcome<ProducerIdBlock>> allocateProducerIds(int count);

    /**
     * Appends record batches to a partition. The buffer belongs to the backend until the future completes. Appends to
     * one partition that are called one after the other take effect in that order.
     */
    CompletableFuture<Outcome<Appended>> append(PartitionId partition, AppendRequest request);

    /** Reads record batches from the local log, at once: a read that finds nothing new returns an empty result. */
    CompletableFuture<Outcome<ReadResult>> read(PartitionId partition, ReadRequest request);

    /** Deletes the records before an offset (-1: before the high watermark); returns the new start offset. */
    CompletableFuture<Outcome<Long>> trim(PartitionId partition, long beforeOffset, ChangeOptions options);

    /** Looks an offset up: the first, the last, or that of a time. */
    CompletableFuture<Outcome<OffsetAt>> offsetAt(PartitionId partition, OffsetQuery query);

    /** The producers that the partition's log remembers, in no order. */
    CompletableFuture<Outcome<List<ProducerState>>> producers(PartitionId partition);

    /** Where a partition stands on this node; never blocks. */
    Outcome<PartitionStatus> status(PartitionId partition);

    /**
     * Who leads a partition and who keeps it; never blocks. It needs no log on this node: a node that heard of a topic
     * only now can say where its leader is.
     */
    default Outcome<PartitionPlace> place(PartitionId partition) {
        return status(partition).map(PartitionPlace::of);
    }

    /** The newest metadata this node has applied; never blocks. */
    MetadataImage metadata();

    /** The nodes, who leads, and whether this node is ready; never blocks. */
    ClusterView cluster();

    /** The way to the other nodes. */
    default PeerLink peers() {
        return PeerLink.NONE;
    }

    /** The Raft groups this node is a member of, as it sees them; none without consensus. Never blocks. */
    default List<RaftGroup> groups() {
        return List.of();
    }

    /** What an operator asks of the cluster itself. */
    default ClusterAdmin admin() {
        return new OneNodeAdmin(this::cluster);
    }

    /**
     * Calls {@code signal} after the high watermark or the start of a partition moved, after it lost its leader here
     * and after it was deleted. Calls may be merged; they come on a thread of the backend and must return at once.
     */
    Subscription onAppend(PartitionId partition, Runnable signal);

    /** Calls {@code listener} with each new image, in order, on a thread of the backend; it must return at once. */
    Subscription onMetadata(Consumer<MetadataImage> listener);

    /**
     * Stops taking requests, ends the ones it has, and leaves everything on disk. Idempotent; takes at most a minute.
     */
    @Override
    void close();
}
