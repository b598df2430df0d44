package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings decided transactions to their end: a marker in each of their partitions, again and again until it is there,
 * then the record that the transaction is complete. Goes on for as long as this node leads the transaction's shard;
 * whoever leads it next starts over from the decision in the log.
 */
final class Completions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private final TxnCoordinator coordinator;
    private final TxnSettings settings;
    private final ScheduledExecutorService retries;
    /**
     * Decided transactions under way, so that loading a shard anew does not write their markers twice; true where it
     * was loaded anew meanwhile, which begins again what is given up.
     */
    private final Map<Decision, Boolean> underWay = new ConcurrentHashMap<>();

    private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable TxnMarkers markers;

    Completions(TxnCoordinator coordinator, TxnSettings settings) {
        this.coordinator = coordinator;
        this.settings = settings;
        this.retries = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("takhin-txn-markers").factory());
    }

    private record Decision(TopicPartition shard, String id, Txn.Producer producer) {}

    void start(TxnMarkers writer) {
        markers = writer;
    }

    /** Completes when the transaction that a transactional id has now, or the next one, is complete. */
    CompletableFuture<Void> next(String id) {
        return waiting.computeIfAbsent(id, _ -> new CompletableFuture<>()).copy();
    }

    /** Starts on a decided transaction. */
    void begin(TopicPartition shard, Txn txn) {
        var decision = new Decision(shard, txn.id(), txn.producer());
        var epoch = coordinator.epoch(shard);
        var writer = markers;
        if (writer == null || epoch.isEmpty() || underWay.merge(decision, false, (_, _) -> true)) {
            return;
        }
        var marker = new TxnMarker(
                new Writer(txn.producer().id(), txn.producer().epoch()),
                txn.state() == TransactionState.PREPARE_COMMIT ? TransactionResult.COMMIT : TransactionResult.ABORT,
                epoch.get(),
                txn.version().featureLevel());
        var all = txn.partitions().stream()
                .map(partition -> {
                    var written = new CompletableFuture<Void>();
                    write(writer, decision, partition, marker, written);
                    return written;
                })
                .toArray(CompletableFuture[]::new);
        var _ = CompletableFuture.allOf(all).whenComplete((_, lost) -> {
            if (lost == null) {
                complete(decision, txn);
            } else {
                giveUp(decision, txn);
            }
        });
    }

    /** This node leads the shard no longer; or again, and then what the log says is still to be done. */
    private void giveUp(Decision decision, Txn txn) {
        if (Boolean.TRUE.equals(underWay.remove(decision))) {
            begin(decision.shard(), txn);
        }
    }

    private void write(
            TxnMarkers writer,
            Decision decision,
            TopicPartition partition,
            TxnMarker marker,
            CompletableFuture<Void> written) {
        // What is thrown counts as an answer, too: it is tried again.
        var answer = CompletableFuture.completedFuture(marker).thenCompose(_ -> writer.write(partition, marker));
        var _ = answer.whenComplete((error, failure) -> {
            if (error == Errors.NONE) {
                written.complete(null);
                return;
            }
            LOG.atDebug()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("producerId", marker.producer().producerId())
                    .addKeyValue("errorCode", error)
                    .setCause(failure)
                    .log("transaction marker not written, will be tried again");
            boolean goesOn = later(decision, () -> write(writer, decision, partition, marker, written));
            if (!goesOn) {
                written.cancel(false);
            }
        });
    }

    private void complete(Decision decision, Txn txn) {
        var _ = coordinator.complete(decision.shard(), txn).whenComplete((_, failure) -> {
            if (failure != null && later(decision, () -> complete(decision, txn))) {
                return;
            }
            if (failure != null) {
                giveUp(decision, txn);
                return;
            }
            underWay.remove(decision);
            var waiter = waiting.remove(txn.id());
            if (waiter != null) {
                waiter.complete(null);
            }
        });
    }

    /** Plans another try, if this node still leads the shard. */
    private boolean later(Decision decision, Runnable attempt) {
        if (coordinator.epoch(decision.shard()).isEmpty()) {
            return false;
        }
        try {
            var _ = retries.schedule(attempt, settings.markerRetry().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.atTrace().setCause(e).log("a marker is left to the next leader");
            return false;
        }
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }
}
