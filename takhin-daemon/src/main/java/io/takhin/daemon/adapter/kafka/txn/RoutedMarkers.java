package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionStatus;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each marker to the node that leads its partition. NONE also means that the marker is needed no more: the
 * partition is gone, or a newer epoch of the producer has written there, which ended the transaction itself.
 */
public final class RoutedMarkers implements TxnMarkers {

    private static final Logger LOG = LoggerFactory.getLogger(RoutedMarkers.class);

    private final Backend backend;
    private final TxnMarkers local;
    private final Remote remote;

    /** Writes here with {@code local} and elsewhere with {@code remote}. */
    public RoutedMarkers(Backend backend, TxnMarkers local, Remote remote) {
        this.backend = backend;
        this.local = local;
        this.remote = remote;
    }

    /** Has another node write a marker. */
    @FunctionalInterface
    public interface Remote {
        /** As {@link TxnMarkers#write}, by the node of that id. */
        CompletableFuture<Errors> write(int node, TopicPartition partition, TxnMarker marker);
    }

    @Override
    public CompletableFuture<Errors> write(TopicPartition partition, TxnMarker marker) {
        var topic = backend.metadata().topic(partition.topic());
        if (topic.isEmpty() || partition.partition() >= topic.get().partitionCount()) {
            return CompletableFuture.completedFuture(Errors.NONE);
        }
        var leader = leader(backend.status(topic.get().partition(partition.partition())));
        if (leader.isEmpty()) {
            return CompletableFuture.completedFuture(Errors.LEADER_NOT_AVAILABLE);
        }
        var written = leader.getAsInt() == backend.cluster().nodeId()
                ? local.write(partition, marker)
                : remote.write(leader.getAsInt(), partition, marker);
        return written.thenApply(error -> judged(error, partition, marker));
    }

    private static Errors judged(Errors error, TopicPartition partition, TxnMarker marker) {
        if (error == Errors.INVALID_PRODUCER_EPOCH || error == Errors.PRODUCER_FENCED) {
            LOG.atInfo()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("producerId", marker.producer().producerId())
                    .addKeyValue("epoch", marker.producer().epoch())
                    .log("a newer producer has written here, no transaction marker needed");
            return Errors.NONE;
        }
        return error;
    }

    private static OptionalInt leader(Outcome<PartitionStatus> outcome) {
        return outcome instanceof Outcome.Done<PartitionStatus>(var status) ? status.leader() : OptionalInt.empty();
    }
}
