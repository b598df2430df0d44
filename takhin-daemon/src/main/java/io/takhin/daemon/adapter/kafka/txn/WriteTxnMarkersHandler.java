package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;

/**
 * WriteTxnMarkers: a coordinator elsewhere, or an operator who ends a hanging transaction (KIP-664), asks for markers.
 */
final class WriteTxnMarkersHandler implements ApiHandler<WriteTxnMarkersRequest> {

    private final TxnMarkers markers;

    WriteTxnMarkersHandler(TxnMarkers markers) {
        this.markers = markers;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.WRITE_TXN_MARKERS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, WriteTxnMarkersRequest request) {
        var errors = new ConcurrentHashMap<Long, Map<TopicPartition, Errors>>();
        var written = new ArrayList<CompletableFuture<Errors>>();
        for (var entry : request.markers()) {
            var marker = new TxnMarker(
                    new Writer(entry.producerId(), entry.producerEpoch()),
                    entry.transactionResult(),
                    entry.coordinatorEpoch(),
                    entry.transactionVersion());
            var ofProducer = errors.computeIfAbsent(entry.producerId(), _ -> new ConcurrentHashMap<>());
            for (var partition : entry.partitions()) {
                written.add(markers.write(partition, marker)
                        .exceptionally(TxnErrors::of)
                        .thenApply(error -> {
                            ofProducer.put(partition, error);
                            return error;
                        }));
            }
        }
        return Futures.all(written).thenApply(_ -> Reply.of(new WriteTxnMarkersResponse(new TreeMap<>(errors))));
    }
}
