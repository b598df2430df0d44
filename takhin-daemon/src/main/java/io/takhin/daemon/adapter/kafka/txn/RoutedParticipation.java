package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import io.takhin.daemon.adapter.kafka.txn.TxnMachine.Caller;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionStatus;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.server.common.TransactionVersion;

/** Asks the coordinator of a transactional id, on whichever node it is, about a partition. */
public final class RoutedParticipation implements TransactionGate.Participation {

    private final Backend backend;
    private final TxnCoordinator local;
    private final Remote remote;

    /** Asks {@code local} where this node coordinates, {@code remote} elsewhere. */
    public RoutedParticipation(Backend backend, TxnCoordinator local, Remote remote) {
        this.backend = backend;
        this.local = local;
        this.remote = remote;
    }

    /** Asks another node. */
    @FunctionalInterface
    public interface Remote {
        /** As {@link TransactionGate.Participation#of}, answered by the node of that id. */
        CompletableFuture<Errors> ask(int node, TopicPartition partition, String id, Writer writer, boolean adds);
    }

    @Override
    public CompletableFuture<Errors> of(TopicPartition partition, String id, Writer writer, boolean adds) {
        var where = local.topic().home(id);
        if (where.isEmpty()) {
            return CompletableFuture.completedFuture(Errors.INVALID_PRODUCER_ID_MAPPING);
        }
        if (!(backend.status(where.get()) instanceof Outcome.Done<PartitionStatus>(var status))
                || status.leader().isEmpty()) {
            return CompletableFuture.completedFuture(Errors.COORDINATOR_NOT_AVAILABLE);
        }
        int leader = status.leader().getAsInt();
        return leader == backend.cluster().nodeId()
                ? here(partition, id, writer, adds)
                : remote.ask(leader, partition, id, writer, adds);
    }

    private CompletableFuture<Errors> here(TopicPartition partition, String id, Writer writer, boolean adds) {
        var caller = new Caller(writer.producerId(), writer.epoch());
        var answer = adds
                ? local.add(id, caller, Set.of(partition), TransactionVersion.TV_2)
                        .thenApply(TxnShard.Answer::error)
                : local.verify(id, caller, List.of(partition)).thenApply(errors -> errors.get(partition));
        return answer.exceptionally(TxnErrors::of);
    }
}
