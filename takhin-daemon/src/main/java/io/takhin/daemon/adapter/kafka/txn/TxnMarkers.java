package io.takhin.daemon.adapter.kafka.txn;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Writes transaction markers. */
@FunctionalInterface
public interface TxnMarkers {

    /** Writes one; completes with NONE when it is durable, with Kafka's error otherwise. Never fails. */
    CompletableFuture<Errors> write(TopicPartition partition, TxnMarker marker);
}
