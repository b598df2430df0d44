package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.txn.TxnMachine.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.coordinator.common.runtime.CoordinatorMetadataImage;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.common.runtime.CoordinatorResult;
import org.apache.kafka.coordinator.common.runtime.CoordinatorShard;
import org.apache.kafka.coordinator.common.runtime.CoordinatorTimer;
import org.apache.kafka.server.common.TransactionVersion;
import org.apache.kafka.timeline.SnapshotRegistry;
import org.apache.kafka.timeline.TimelineHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The transactional ids of one partition of {@code __transaction_state}. Kafka's coordinator runtime calls it, one call
 * at a time: requests become records, and only replaying a record changes the state. What the runtime can't write, it
 * takes back.
 */
final class TxnShard implements CoordinatorShard<CoordinatorRecord> {

    private static final int EXPIRED_PER_RUN_MAX = 1_000;

    private final TopicPartition name;
    private final TxnSettings settings;
    private final Time time;
    private final CoordinatorTimer<CoordinatorRecord> timer;
    private final Prepared prepared;
    private final TimelineHashMap<String, Txn> txns;

    TxnShard(
            TopicPartition name,
            TxnSettings settings,
            Time time,
            CoordinatorTimer<CoordinatorRecord> timer,
            SnapshotRegistry snapshots,
            Prepared prepared) {
        this.name = name;
        this.settings = settings;
        this.time = time;
        this.timer = timer;
        this.prepared = prepared;
        this.txns = new TimelineHashMap<>(snapshots, 16);
    }

    /** Hears of transactions that are decided, as soon as that is committed: their markers are to be written. */
    @FunctionalInterface
    interface Prepared {
        /** Called by a thread of the runtime; must return at once. */
        void markersDue(TopicPartition shard, Txn txn);
    }

    /**
     * What became of a request.
     *
     * @param error NONE if it was done
     * @param txn the transaction then, if it is known
     * @param needsProducerId whether it must be asked again with a new producer id
     */
    record Answer(Errors error, Optional<Txn> txn, boolean needsProducerId) {}

    CoordinatorResult<Answer, CoordinatorRecord> init(String id, int timeoutMs, Caller caller, long freshId) {
        return carryOut(TxnMachine.init(txns.get(id), id, timeoutMs, caller, freshId, time.milliseconds()));
    }

    CoordinatorResult<Answer, CoordinatorRecord> add(
            String id, Caller caller, Set<TopicPartition> partitions, TransactionVersion version) {
        return carryOut(TxnMachine.add(txns.get(id), caller, partitions, version, time.milliseconds()));
    }

    CoordinatorResult<Answer, CoordinatorRecord> end(
            String id, Caller caller, TransactionResult result, TransactionVersion version, long freshId) {
        return carryOut(TxnMachine.end(txns.get(id), caller, result, version, freshId, time.milliseconds()));
    }

    /** All markers of a transaction are written. Does nothing if it went on meanwhile. */
    CoordinatorResult<Answer, CoordinatorRecord> complete(Txn decided) {
        var txn = txns.get(decided.id());
        if (txn == null || !txn.preparing() || !txn.producer().equals(decided.producer())) {
            return new CoordinatorResult<>(
                    List.of(), new Answer(Errors.INVALID_TXN_STATE, Optional.ofNullable(txn), false));
        }
        return carryOut(new Verdict.Change(TxnMachine.completed(txn, time.milliseconds()), Errors.NONE));
    }

    /** A transactional id as of an offset of the log. */
    @Nullable
    Txn find(String id, long committedOffset) {
        return txns.get(id, committedOffset);
    }

    /** A transactional id as of now, what is not committed yet included. */
    @Nullable
    Txn findNewest(String id) {
        return txns.get(id);
    }

    /** All transactional ids as of an offset of the log. */
    List<Txn> all(long committedOffset) {
        return List.copyOf(txns.values(committedOffset));
    }

    @Override
    public void onLoaded(CoordinatorMetadataImage image) {
        txns.values().stream().filter(Txn::preparing).forEach(txn -> prepared.markersDue(name, txn));
        repeat("time-outs", settings.timeoutCheckInterval().toMillis(), TxnShard::timeOut);
        repeat("expiry", settings.idExpirationCheckInterval().toMillis(), TxnShard::expire);
    }

    @Override
    public void replay(long offset, long producerId, short producerEpoch, CoordinatorRecord record) {
        TxnRecords.txn(record)
                .ifPresentOrElse(txn -> txns.put(txn.id(), txn), () -> txns.remove(TxnRecords.id(record)));
    }

    private CoordinatorResult<Answer, CoordinatorRecord> carryOut(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Change(var next, var error) ->
                new CoordinatorResult<>(
                        List.of(TxnRecords.of(next)),
                        new Answer(error, Optional.of(next), false),
                        onceCommitted(List.of(next)),
                        true);
            case Verdict.Keep(var txn) ->
                new CoordinatorResult<>(List.of(), new Answer(Errors.NONE, Optional.of(txn), false));
            case Verdict.Refuse(var error) ->
                new CoordinatorResult<>(List.of(), new Answer(error, Optional.empty(), false));
            case Verdict.NeedsProducerId() ->
                new CoordinatorResult<>(List.of(), new Answer(Errors.NONE, Optional.empty(), true));
        };
    }

    private CompletableFuture<Void> onceCommitted(List<Txn> changed) {
        var committed = new CompletableFuture<Void>();
        var _ = committed.thenRun(
                () -> changed.stream().filter(Txn::preparing).forEach(txn -> prepared.markersDue(name, txn)));
        return committed;
    }

    private CoordinatorResult<Void, CoordinatorRecord> timeOut(long nowMs) {
        var fenced = txns.values().stream()
                .filter(txn -> txn.timedOut(nowMs))
                .map(txn -> TxnMachine.fenced(txn, nowMs))
                .toList();
        return new CoordinatorResult<>(
                fenced.stream().map(TxnRecords::of).toList(), null, onceCommitted(fenced), true, false);
    }

    private CoordinatorResult<Void, CoordinatorRecord> expire(long nowMs) {
        var forgotten = new ArrayList<CoordinatorRecord>();
        for (var txn : txns.values()) {
            if (forgotten.size() < EXPIRED_PER_RUN_MAX
                    && txn.expired(nowMs, settings.idExpiration().toMillis())) {
                forgotten.add(TxnRecords.tombstone(txn.id()));
            }
        }
        return new CoordinatorResult<>(forgotten, false);
    }

    /** Runs a check again and again for as long as the shard is loaded. */
    private void repeat(
            String key, long everyMs, BiFunction<TxnShard, Long, CoordinatorResult<Void, CoordinatorRecord>> check) {
        timer.schedule(key, everyMs, TimeUnit.MILLISECONDS, true, () -> {
            repeat(key, everyMs, check);
            return check.apply(this, time.milliseconds());
        });
    }
}
