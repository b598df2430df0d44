package io.takhin.daemon.adapter.kafka.produce;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.Appended;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.ProduceRequest;

/** Appends records that are part of a transaction, once the partition is known to be part of it too (KIP-890). */
@FunctionalInterface
public interface TransactionalAppends {

    /** Where no coordinator runs: as any other records. */
    TransactionalAppends UNCHECKED = (_, _, _, append) -> append.get();

    /**
     * Starts the append, now or when the coordinator has said yes; appends of one producer to one partition start in
     * the order of the calls. Fails with Kafka's exception for the client when the coordinator says no.
     *
     * @param first the first batch
     */
    CompletableFuture<Outcome<Appended>> append(
            TopicPartition partition,
            ProduceRequest request,
            RecordBatch first,
            Supplier<CompletableFuture<Outcome<Appended>>> append);
}
