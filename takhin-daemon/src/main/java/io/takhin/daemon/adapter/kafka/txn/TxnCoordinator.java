package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.coordinator.CoordinatorTopic;
import io.takhin.daemon.adapter.kafka.coordinator.LeadershipFollower;
import io.takhin.daemon.adapter.kafka.produce.ProducerIds;
import io.takhin.daemon.adapter.kafka.txn.TxnMachine.Caller;
import io.takhin.daemon.adapter.kafka.txn.TxnShard.Answer;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.common.runtime.CoordinatorResult;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime;
import org.apache.kafka.server.common.TransactionVersion;

/**
 * The transaction coordinator of this node: shards of {@link TxnShard} on Kafka's coordinator runtime, where the
 * partitions of {@code __transaction_state} are led. Any thread calls; refusals are values, and only the runtime's own
 * failures fail a future ({@link TxnErrors} names them for clients).
 *
 * <p>A request that comes while the transaction before it still waits for its markers is held back for a moment, as a
 * client would only come again.
 */
public final class TxnCoordinator implements AutoCloseable {

    private final TxnSettings settings;
    private final CoordinatorTopic topic;
    private final ProducerIds producerIds;
    private final Completions completions;
    private final TxnRuntime parts;
    private final CoordinatorRuntime<TxnShard, CoordinatorRecord> runtime;
    private final LeadershipFollower follower;

    /** Builds it; it takes part from {@link #start} on. */
    public TxnCoordinator(Backend backend, TxnSettings settings, ProducerIds producerIds) {
        this.settings = settings;
        this.producerIds = producerIds;
        this.parts = new TxnRuntime(backend, settings);
        this.topic = parts.topic();
        this.runtime = parts.runtime();
        this.follower = parts.follower();
        this.completions = new Completions(this, settings);
    }

    /** Starts to follow the leadership; decided transactions have their markers written from now on. */
    public void start(TxnMarkers markers) {
        completions.start(markers);
        parts.onPrepared(completions::begin);
        follower.start();
    }

    /** The topic that holds the transactions. */
    public CoordinatorTopic topic() {
        return topic;
    }

    /** The longest time-out that a producer may ask for, in ms. */
    long timeoutMsMax() {
        return settings.timeoutMax().toMillis();
    }

    /** The next producer id and epoch for a transactional id. */
    CompletableFuture<Answer> init(String id, int timeoutMs, Caller caller) {
        return patiently(
                id,
                () -> withProducerId(
                        freshId -> write("init-producer-id", id, shard -> shard.init(id, timeoutMs, caller, freshId))));
    }

    /** Adds partitions to a transaction. */
    CompletableFuture<Answer> add(
            String id, Caller caller, Set<TopicPartition> partitions, TransactionVersion version) {
        return patiently(id, () -> write("add-partitions", id, shard -> shard.add(id, caller, partitions, version)));
    }

    /** Says of each partition whether it is part of the caller's open transaction. */
    CompletableFuture<Map<TopicPartition, Errors>> verify(
            String id, Caller caller, Collection<TopicPartition> partitions) {
        // A write without records: it sees the newest state and is answered once that is committed.
        return shard(id)
                .thenCompose(shard -> runtime.scheduleWriteOperation("verify-partitions", shard, state -> {
                    var txn = state.findNewest(id);
                    var refusal = TxnMachine.refusal(txn, caller);
                    var errors = new HashMap<TopicPartition, Errors>();
                    for (var partition : partitions) {
                        boolean missing = txn == null || !txn.partitions().contains(partition);
                        errors.put(
                                partition, refusal == Errors.NONE && missing ? Errors.TRANSACTION_ABORTABLE : refusal);
                    }
                    return new CoordinatorResult<>(List.of(), Map.copyOf(errors));
                }));
    }

    /** Commits or aborts; done when the decision is committed, before the markers are written. */
    CompletableFuture<Answer> end(String id, Caller caller, TransactionResult result, TransactionVersion version) {
        return patiently(
                id,
                () -> withProducerId(
                        freshId -> write("end-txn", id, shard -> shard.end(id, caller, result, version, freshId))));
    }

    /** A transactional id's state, if it is known. */
    CompletableFuture<Optional<Txn>> describe(String id) {
        return shard(id)
                .thenCompose(shard -> runtime.scheduleReadOperation(
                        "describe-transaction", shard, (state, offset) -> Optional.ofNullable(state.find(id, offset))));
    }

    /** The transactional ids of all shards that are led here. */
    CompletableFuture<List<Txn>> list() {
        var shards = runtime.scheduleReadAllOperation("list-transactions", TxnShard::all);
        return CompletableFuture.allOf(shards.toArray(CompletableFuture[]::new))
                .thenApply(_ ->
                        shards.stream().flatMap(shard -> shard.join().stream()).toList());
    }

    /** The epoch in which this node leads a shard, if it does. */
    Optional<Integer> epoch(TopicPartition shard) {
        return parts.epoch(shard.partition());
    }

    /** All markers are written. */
    CompletableFuture<Answer> complete(TopicPartition shard, Txn decided) {
        return runtime.scheduleWriteOperation("complete-txn", shard, state -> state.complete(decided));
    }

    /** Ends the work on transactions; the state on disk is complete. */
    @Override
    public void close() {
        follower.close();
        completions.close();
        Utils.closeQuietly(runtime, "transaction coordinator");
    }

    private CompletableFuture<Answer> write(
            String name,
            String id,
            CoordinatorRuntime.CoordinatorWriteOperation<TxnShard, Answer, CoordinatorRecord> operation) {
        return shard(id).thenCompose(shard -> runtime.scheduleWriteOperation(name, shard, operation));
    }

    private CompletableFuture<TopicPartition> shard(String id) {
        var partition = topic.partitionFor(id);
        if (partition.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new CoordinatorNotAvailableException("topic " + topic.name() + " is not there yet"));
        }
        return CompletableFuture.completedFuture(new TopicPartition(topic.name(), partition.getAsInt()));
    }

    private CompletableFuture<Answer> withProducerId(LongFunction<CompletableFuture<Answer>> request) {
        return request.apply(RecordBatch.NO_PRODUCER_ID)
                .thenCompose(answer -> answer.needsProducerId()
                        ? producerIds.next().thenCompose(drawn -> withDrawn(drawn, request))
                        : CompletableFuture.completedFuture(answer));
    }

    private static CompletableFuture<Answer> withDrawn(
            Outcome<Long> drawn, LongFunction<CompletableFuture<Answer>> request) {
        return drawn instanceof Outcome.Done<Long>(var id)
                ? request.apply(id)
                // The one retriable error that every client knows here.
                : CompletableFuture.completedFuture(
                        new Answer(Errors.COORDINATOR_LOAD_IN_PROGRESS, Optional.empty(), false));
    }

    /** Asks once more when the transaction that was in the way is complete. */
    private CompletableFuture<Answer> patiently(String id, Supplier<CompletableFuture<Answer>> request) {
        return request.get().thenCompose(answer -> {
            if (answer.error() != Errors.CONCURRENT_TRANSACTIONS) {
                return CompletableFuture.completedFuture(answer);
            }
            var completed = completions.next(id);
            // It may have become complete before anyone waited for that.
            return request.get()
                    .thenCompose(second -> second.error() == Errors.CONCURRENT_TRANSACTIONS
                            ? whenCompleted(completed, second, request)
                            : CompletableFuture.completedFuture(second));
        });
    }

    private CompletableFuture<Answer> whenCompleted(
            CompletableFuture<Void> completed, Answer answer, Supplier<CompletableFuture<Answer>> request) {
        return completed
                .orTimeout(settings.concurrentWait().toMillis(), TimeUnit.MILLISECONDS)
                .handle((_, late) -> late == null)
                .thenCompose(inTime -> inTime ? request.get() : CompletableFuture.completedFuture(answer));
    }
}
