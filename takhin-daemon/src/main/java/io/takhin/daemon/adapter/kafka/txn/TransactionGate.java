package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.coordinator.StateLogs;
import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * Keeps transactional records out of a partition unless it is part of their producer's open transaction (KIP-890):
 * otherwise a late batch would open a transaction that no one ends, and readers would wait for ever.
 *
 * <p>The coordinator is asked once per partition and transaction; what it said holds until a marker for that producer
 * passes here, or until the partition has another leader epoch. Between the look and the append no marker may slip in,
 * so both are made under one lock per producer and partition. Any thread calls.
 */
public final class TransactionGate implements StateLogs.TransactionCheck {

    /** Longer than a coordinator takes for its part, on this node or another. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private final Backend backend;
    private final Participation participation;
    private final Map<Key, Pass> passes = new ConcurrentHashMap<>();

    /** Asks {@code participation} about partitions it does not know of. */
    public TransactionGate(Backend backend, Participation participation) {
        this.backend = backend;
        this.participation = participation;
    }

    /** Asks the coordinator of a transactional id, wherever it is. */
    @FunctionalInterface
    public interface Participation {
        /**
         * NONE when the partition is part of the writer's open transaction.
         *
         * @param adds whether to add it if it is not
         */
        CompletableFuture<Errors> of(TopicPartition partition, String id, Writer writer, boolean adds);
    }

    private record Key(TopicPartition partition, long producerId) {}

    /** An append that waits for the coordinator's word. */
    private static final class Waiting<T> {
        private final Supplier<CompletableFuture<T>> append;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Waiting(Supplier<CompletableFuture<T>> append) {
            this.append = append;
        }

        void start() {
            var _ = append.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        }
    }

    /** What the coordinator said. Its monitor orders the appends of one transaction and the marker that ends it. */
    private static final class Pass {
        private final short epoch;
        private final int leaderEpoch;
        /** In the order they came. Bounded by the requests that connections may have under way. */
        private final List<Waiting<?>> waiting = new ArrayList<>();

        private boolean asked;
        private boolean open;
        private boolean ended;

        Pass(short epoch, int leaderEpoch) {
            this.epoch = epoch;
            this.leaderEpoch = leaderEpoch;
        }
    }

    /**
     * Starts an append of a writer's records once the partition is known to be part of its transaction. Appends of one
     * writer to one partition start in the order of the calls. Fails with Kafka's exception, with nothing started, if
     * the coordinator says no.
     *
     * @param id the transactional id
     * @param adds whether the partition is added to the transaction if it is not part of it yet
     */
    public <T> CompletableFuture<T> append(
            TopicPartition partition, String id, Writer writer, boolean adds, Supplier<CompletableFuture<T>> append) {
        var key = new Key(partition, writer.producerId());
        var pass = pass(key, writer);
        var mine = new Waiting<>(append);
        boolean asks;
        synchronized (pass) {
            if (pass.open && !pass.ended) {
                // Calls the backend under the lock, which only takes the request: the order of appends is the point.
                return append.get();
            }
            asks = !pass.asked;
            pass.asked = true;
            pass.waiting.add(mine);
        }
        if (asks) {
            // Whoever asks after this one waits for this answer, so there is one, whatever happens.
            var _ = CompletableFuture.completedFuture(partition)
                    .thenCompose(_ -> participation.of(partition, id, writer, adds))
                    .completeOnTimeout(
                            Errors.COORDINATOR_NOT_AVAILABLE, ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(TxnErrors::of)
                    .thenAccept(error -> answered(key, pass, error));
        }
        return mine.result;
    }

    @Override
    public CompletableFuture<Void> admit(TopicPartition partition, String id, Writer writer, boolean adds) {
        return append(partition, id, writer, adds, () -> CompletableFuture.completedFuture(null));
    }

    @Override
    public void requireOpen(TopicPartition partition, Writer writer) {
        var pass = passes.get(new Key(partition, writer.producerId()));
        boolean open = false;
        if (pass != null && pass.epoch == writer.epoch()) {
            synchronized (pass) {
                open = pass.open && !pass.ended;
            }
        }
        if (!open) {
            throw Errors.INVALID_TXN_STATE.exception("the transaction ended before these offsets were written");
        }
    }

    @Override
    public void ended(TopicPartition partition, Writer writer) {
        var pass = passes.remove(new Key(partition, writer.producerId()));
        if (pass != null) {
            synchronized (pass) {
                pass.ended = true;
                pass.asked = false;
            }
        }
    }

    private int leaderEpoch(TopicPartition partition) {
        var status = backend.metadata()
                .topic(partition.topic())
                .filter(topic -> partition.partition() < topic.partitionCount())
                .map(topic -> backend.status(topic.partition(partition.partition())));
        return status.isPresent() && status.get() instanceof Outcome.Done<PartitionStatus>(var value)
                ? value.leaderEpoch()
                : -1;
    }

    private Pass pass(Key key, Writer writer) {
        int leaderEpoch = leaderEpoch(key.partition());
        return passes.compute(
                key,
                (_, known) -> known != null && known.epoch == writer.epoch() && known.leaderEpoch == leaderEpoch
                        ? known
                        : new Pass(writer.epoch(), leaderEpoch));
    }

    private void answered(Key key, Pass pass, Errors error) {
        var refused = new ArrayList<Waiting<?>>();
        var why = error == Errors.NONE ? Errors.CONCURRENT_TRANSACTIONS : error;
        synchronized (pass) {
            if (error == Errors.NONE && !pass.ended) {
                pass.open = true;
                pass.waiting.forEach(Waiting::start);
            } else {
                passes.remove(key, pass);
                refused.addAll(pass.waiting);
                // Who still holds this pass asks for itself.
                pass.asked = false;
            }
            pass.waiting.clear();
        }
        // What clients expect of a fenced producer's writes, as opposed to its calls to the coordinator.
        var told = why == Errors.PRODUCER_FENCED ? Errors.INVALID_PRODUCER_EPOCH : why;
        refused.forEach(each -> each.result.completeExceptionally(told.exception()));
    }
}
