package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.kafka.coordinator.RejectionErrors;
import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.ProducerState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.coordinator.group.GroupCoordinator;
import org.apache.kafka.server.common.TransactionVersion;

/**
 * Writes transaction markers into partitions that this node leads. Those of {@code __consumer_offsets} go through the
 * group coordinator, which makes the offsets of the transaction valid or forgets them.
 *
 * <p>A marker may come twice, as its answer can be lost. Since epochs are bumped at each end (KIP-890), a log that
 * knows the marker's epoch already has the marker: written again it would end the transaction that came next. Markers
 * of older clients don't tell.
 */
public final class LocalMarkers implements TxnMarkers {

    private final Backend backend;
    private final TransactionGate gate;
    private final GroupCoordinator groups;
    /** The same marker is written once at a time, so that a second look sees the first one's append. */
    private final Map<Key, CompletableFuture<Errors>> underWay = new ConcurrentHashMap<>();

    /** Takes the coordinator whose offsets may be part of transactions. */
    public LocalMarkers(Backend backend, TransactionGate gate, GroupCoordinator groups) {
        this.backend = backend;
        this.gate = gate;
        this.groups = groups;
    }

    @Override
    public CompletableFuture<Errors> write(TopicPartition partition, TxnMarker marker) {
        var topic = backend.metadata().topic(partition.topic());
        if (topic.isEmpty() || partition.partition() >= topic.get().partitionCount()) {
            return CompletableFuture.completedFuture(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        var id = topic.get().partition(partition.partition());
        if (marker.version() < TransactionVersion.TV_2.featureLevel()) {
            return append(partition, id, marker);
        }
        var key = new Key(partition, marker.producer());
        var mine = new CompletableFuture<Errors>();
        var running = underWay.putIfAbsent(key, mine);
        if (running != null) {
            return running.copy();
        }
        var _ = backend.producers(id)
                .thenCompose(known -> isThere(known, marker)
                        ? CompletableFuture.completedFuture(Errors.NONE)
                        : append(partition, id, marker))
                .exceptionally(TxnErrors::of)
                .thenAccept(error -> {
                    underWay.remove(key);
                    mine.complete(error);
                });
        return mine;
    }

    private record Key(TopicPartition partition, Writer producer) {}

    private static boolean isThere(Outcome<List<ProducerState>> known, TxnMarker marker) {
        return known instanceof Outcome.Done<List<ProducerState>>(var producers)
                && producers.stream()
                        .anyMatch(producer ->
                                producer.producerId() == marker.producer().producerId()
                                        && producer.epoch() >= marker.producer().epoch());
    }

    private CompletableFuture<Errors> append(TopicPartition name, PartitionId partition, TxnMarker marker) {
        return name.topic().equals(Topic.GROUP_METADATA_TOPIC_NAME)
                ? toGroups(name, marker)
                : toLog(name, partition, marker);
    }

    private CompletableFuture<Errors> toGroups(TopicPartition partition, TxnMarker marker) {
        return groups.completeTransaction(
                        partition,
                        marker.producer().producerId(),
                        marker.producer().epoch(),
                        marker.coordinatorEpoch(),
                        marker.result(),
                        marker.version())
                .handle((_, failure) -> failure == null ? Errors.NONE : TxnErrors.of(failure));
    }

    private CompletableFuture<Errors> toLog(TopicPartition name, PartitionId partition, TxnMarker marker) {
        var type = marker.result() == TransactionResult.COMMIT ? ControlRecordType.COMMIT : ControlRecordType.ABORT;
        var batch = MemoryRecords.withEndTransactionMarker(
                System.currentTimeMillis(),
                marker.producer().producerId(),
                marker.producer().epoch(),
                new EndTransactionMarker(type, marker.coordinatorEpoch()));
        gate.ended(name, marker.producer());
        return backend.append(partition, new AppendRequest(batch.buffer(), AppendOrigin.COORDINATOR, true, true))
                .thenApply(RejectionErrors::of);
    }
}
