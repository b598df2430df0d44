package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;

/** Has other nodes write markers. A lost answer is retriable: a marker that is there already is not written again. */
public final class RemoteMarkers implements RoutedMarkers.Remote {

    private final NodeRequests nodes;

    /** Asks through these. */
    public RemoteMarkers(NodeRequests nodes) {
        this.nodes = nodes;
    }

    @Override
    public CompletableFuture<Errors> write(int node, TopicPartition partition, TxnMarker marker) {
        long producerId = marker.producer().producerId();
        var entry = new TxnMarkerEntry(
                producerId,
                marker.producer().epoch(),
                marker.coordinatorEpoch(),
                marker.result(),
                List.of(partition),
                marker.version());
        var request = new WriteTxnMarkersRequest.Builder(List.of(entry)).build();
        return nodes.ask(node, request)
                .thenApply(answer -> Optional.ofNullable(((WriteTxnMarkersResponse) answer)
                                .errorsByProducerId()
                                .get(producerId))
                        .map(errors -> errors.get(partition))
                        .orElse(Errors.UNKNOWN_SERVER_ERROR))
                .exceptionally(_ -> Errors.NOT_LEADER_OR_FOLLOWER);
    }
}
