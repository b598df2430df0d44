package io.takhin.daemon.adapter.kafka.coordinator;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.Backend;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.coordinator.common.runtime.PartitionWriter;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.VerificationGuard;

/**
 * Writes a coordinator's records through the backend: what Kafka's coordinator runtime calls its partition writer.
 * Partitions are opened by the {@link StateLoader}, which knows where their log ends.
 */
public final class StateLogs implements PartitionWriter {

    /** From this version on a TxnOffsetCommit adds the group's partition to the transaction itself (KIP-890). */
    private static final int ADDS_PARTITION_FROM = 5;

    private final Backend backend;
    private final CoordinatorTopic topic;
    private final Duration appendTimeout;
    private final IntConsumer onBroken;
    private final TransactionCheck check;
    private final LogConfig limits;
    private final Map<TopicPartition, StateLog> logs = new ConcurrentHashMap<>();

    /**
     * Writes to a topic's partitions.
     *
     * @param appendTimeout how long an append within a transaction is waited for
     * @param onBroken hears of a partition whose state must be loaded anew, on any thread; must return at once
     * @param check asked before a transaction's first append to a partition
     */
    public StateLogs(
            Backend backend,
            CoordinatorTopic topic,
            Duration appendTimeout,
            IntConsumer onBroken,
            TransactionCheck check) {
        this.backend = backend;
        this.topic = topic;
        this.appendTimeout = appendTimeout;
        this.onBroken = onBroken;
        this.check = check;
        this.limits = new LogConfig(Map.of());
    }

    /** Where a partition of the topic is written to, if the topic exists. */
    Optional<PartitionId> partition(TopicPartition name) {
        return topic.partition(name.partition());
    }

    /** Ends the writing of a partition; completes when nothing of it is on its way any more. */
    CompletableFuture<Void> drain(TopicPartition name) {
        var log = logs.get(name);
        return log == null ? CompletableFuture.completedFuture(null) : log.drained();
    }

    /** Starts the writing of a partition whose log ends at an offset. */
    void open(TopicPartition name, PartitionId partition, long endOffset) {
        logs.put(
                name,
                new StateLog(
                        name, partition, endOffset, backend, appendTimeout, () -> onBroken.accept(name.partition())));
    }

    /** Has the loading of a partition tried again. */
    void loadFailed(TopicPartition name) {
        onBroken.accept(name.partition());
    }

    @Override
    public void registerListener(TopicPartition name, Listener listener) {
        log(name).register(listener);
    }

    @Override
    public void deregisterListener(TopicPartition name, Listener listener) {
        var log = logs.get(name);
        if (log != null) {
            log.deregister(listener);
        }
    }

    @Override
    public LogConfig config(TopicPartition name) {
        return limits;
    }

    @Override
    public long append(TopicPartition name, VerificationGuard guard, MemoryRecords records, short transactionVersion) {
        var log = log(name);
        var batch = records.firstBatch();
        if (batch.isTransactional()) {
            var writer = new Writer(batch.producerId(), batch.producerEpoch());
            if (batch.isControlBatch()) {
                check.ended(name, writer);
            } else {
                check.requireOpen(name, writer);
            }
        }
        return log.append(records);
    }

    @Override
    public CompletableFuture<VerificationGuard> maybeStartTransactionVerification(
            TopicPartition name, String transactionalId, long producerId, short producerEpoch, int apiVersion) {
        boolean adds = apiVersion >= ADDS_PARTITION_FROM;
        return check.admit(name, transactionalId, new Writer(producerId, producerEpoch), adds)
                .thenApply(_ -> VerificationGuard.SENTINEL);
    }

    @Override
    public CompletableFuture<Void> deleteRecords(TopicPartition name, long beforeOffset) {
        // Called for the state of share groups alone, which are not served.
        return refused(new Rejection(
                Reason.POLICY_VIOLATION, "records of " + name + " go by compaction alone; nothing was deleted"));
    }

    private static CompletableFuture<Void> refused(Rejection rejection) {
        return CompletableFuture.failedFuture(
                RejectionErrors.of(rejection.reason()).exception(rejection.message()));
    }

    private StateLog log(TopicPartition name) {
        var log = logs.get(name);
        if (log == null) {
            throw new NotLeaderOrFollowerException("the state of " + name + " is not loaded here");
        }
        return log;
    }

    /** Keeps writes within transactions to transactions that are open (KIP-890). */
    public interface TransactionCheck {

        /** For a coordinator whose own records are never part of a transaction. */
        TransactionCheck NONE = new TransactionCheck() {
            @Override
            public CompletableFuture<Void> admit(TopicPartition name, String id, Writer writer, boolean adds) {
                return refused(new Rejection(Reason.INVALID_TXN_STATE, name + " takes no part in transactions"));
            }

            @Override
            public void requireOpen(TopicPartition name, Writer writer) {
                // No one is admitted.
            }

            @Override
            public void ended(TopicPartition name, Writer writer) {
                // No one is admitted.
            }
        };

        /**
         * Makes sure that a partition is part of the writer's open transaction; fails with Kafka's exception if not.
         *
         * @param id the transactional id
         * @param adds whether the partition is added if it is not part of it yet
         */
        CompletableFuture<Void> admit(TopicPartition name, String id, Writer writer, boolean adds);

        /** Called right before an append; throws Kafka's exception if the transaction ended since it was admitted. */
        void requireOpen(TopicPartition name, Writer writer);

        /** Called right before a marker is appended. */
        void ended(TopicPartition name, Writer writer);
    }

    /**
     * Who writes within a transaction.
     *
     * @param producerId its producer id
     * @param epoch its epoch
     */
    public record Writer(long producerId, short epoch) {}
}
