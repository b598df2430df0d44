package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransactionCollection;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;

/** Asks the coordinator of a transaction on another node about a partition (KIP-890). */
public final class RemoteParticipation implements RoutedParticipation.Remote {

    private final NodeRequests nodes;

    /** Asks through these. */
    public RemoteParticipation(NodeRequests nodes) {
        this.nodes = nodes;
    }

    @Override
    public CompletableFuture<Errors> ask(int node, TopicPartition partition, String id, Writer writer, boolean adds) {
        var topic =
                new AddPartitionsToTxnTopic().setName(partition.topic()).setPartitions(List.of(partition.partition()));
        var transaction = new AddPartitionsToTxnTransaction()
                .setTransactionalId(id)
                .setProducerId(writer.producerId())
                .setProducerEpoch(writer.epoch())
                .setVerifyOnly(!adds)
                .setTopics(new AddPartitionsToTxnTopicCollection(List.of(topic).iterator()));
        var request = AddPartitionsToTxnRequest.Builder.forBroker(new AddPartitionsToTxnTransactionCollection(
                        List.of(transaction).iterator()))
                .build();
        return nodes.ask(node, request)
                .thenApply(answer -> Optional.ofNullable(
                                ((AddPartitionsToTxnResponse) answer).errors().get(id))
                        .map(errors -> errors.get(partition))
                        .orElse(Errors.UNKNOWN_SERVER_ERROR))
                .exceptionally(_ -> Errors.COORDINATOR_NOT_AVAILABLE);
    }
}
