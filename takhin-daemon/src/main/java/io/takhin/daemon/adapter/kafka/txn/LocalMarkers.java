package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.kafka.coordinator.RejectionErrors;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.coordinator.group.GroupCoordinator;

/**
 * Writes transaction markers into partitions that this node leads. Those of {@code __consumer_offsets} go through the
 * group coordinator, which makes the offsets of the transaction valid or forgets them.
 */
public final class LocalMarkers implements TxnMarkers {

    private final Backend backend;
    private final TransactionGate gate;
    private final GroupCoordinator groups;

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
        return partition.topic().equals(Topic.GROUP_METADATA_TOPIC_NAME)
                ? toGroups(partition, marker)
                : toLog(partition, topic.get().partition(partition.partition()), marker);
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
        return backend.append(partition, new AppendRequest(batch.buffer(), AppendOrigin.COORDINATOR, true))
                .thenApply(RejectionErrors::of);
    }
}
