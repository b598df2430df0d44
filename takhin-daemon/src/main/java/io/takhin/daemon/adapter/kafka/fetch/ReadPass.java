package io.takhin.daemon.adapter.kafka.fetch;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.adapter.kafka.api.Leadership;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchResponse;

/** Reads all partitions of a Fetch once, one after the other, as what one brings limits the next. */
final class ReadPass {

    private final Backend backend;
    private final List<FetchWish> wishes;
    private final FetchLimits limits;
    private final List<FetchedPartition> fetched;
    private final CompletableFuture<List<FetchedPartition>> result = new CompletableFuture<>();
    private long bytes;

    private ReadPass(Backend backend, List<FetchWish> wishes, FetchLimits limits) {
        this.backend = backend;
        this.wishes = wishes;
        this.limits = limits;
        this.fetched = new ArrayList<>(wishes.size());
    }

    /** What the partitions have now, in the order of the wishes. */
    static CompletableFuture<List<FetchedPartition>> of(Backend backend, List<FetchWish> wishes, FetchLimits limits) {
        var pass = new ReadPass(backend, wishes, limits);
        pass.run();
        return pass.result;
    }

    /** Goes on as long as answers are there at once, else when the next one comes: never deeper on the stack. */
    private void run() {
        while (fetched.size() < wishes.size()) {
            var next = read(wishes.get(fetched.size()));
            if (!next.isDone() || next.isCompletedExceptionally()) {
                var _ = next.whenComplete((each, failure) -> {
                    if (failure == null) {
                        take(each);
                        run();
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
                return;
            }
            take(next.join());
        }
        result.complete(fetched);
    }

    private void take(FetchedPartition each) {
        fetched.add(each);
        bytes += each.sizeBytes();
    }

    private CompletableFuture<FetchedPartition> read(FetchWish wish) {
        var key = wish.key();
        var partition = partition(backend, key);
        if (partition.isEmpty()) {
            return refused(key, Topics.unknown(key.topicId()));
        }
        var problem = Leadership.check(backend, partition.get(), wish.place().currentLeaderEpoch());
        if (problem != Errors.NONE) {
            return refused(key, problem);
        }
        return backend.read(partition.get(), request(wish.place())).thenApply(outcome -> fetched(key, outcome));
    }

    /** The partition that a client names, if there is one. */
    static Optional<PartitionId> partition(Backend backend, FetchKey key) {
        return Topics.find(backend.metadata(), key.topicId(), key.name())
                .filter(topic -> Topics.has(topic, key.partition()))
                .map(topic -> topic.partition(key.partition()));
    }

    private ReadRequest request(FetchPlace place) {
        long left = Math.max(1, limits.bytesMax() - bytes);
        int most = (int) Math.clamp(place.bytesMax(), 1, left);
        return new ReadRequest(place.offset(), most, bytes == 0, limits.isolation());
    }

    private static CompletableFuture<FetchedPartition> refused(FetchKey key, Errors error) {
        return CompletableFuture.completedFuture(FetchedPartition.refused(key, error));
    }

    private static FetchedPartition fetched(FetchKey key, Outcome<ReadResult> outcome) {
        return switch (outcome) {
            case Outcome.Done<ReadResult>(var read) -> new FetchedPartition(key, data(key, read));
            case Outcome.Rejected<ReadResult>(var rejection) ->
                FetchedPartition.refused(key, KafkaErrors.of(rejection.reason()));
            case Outcome.Unknown<ReadResult> _ -> FetchedPartition.refused(key, Errors.NOT_LEADER_OR_FOLLOWER);
        };
    }

    private static PartitionData data(FetchKey key, ReadResult read) {
        return new PartitionData()
                .setPartitionIndex(key.partition())
                .setHighWatermark(read.highWatermark())
                .setLastStableOffset(read.lastStableOffset())
                .setLogStartOffset(read.startOffset())
                .setAbortedTransactions(read.aborted().stream()
                        .map(txn -> new AbortedTransaction()
                                .setProducerId(txn.producerId())
                                .setFirstOffset(txn.firstOffset()))
                        .toList())
                .setPreferredReadReplica(FetchResponse.INVALID_PREFERRED_REPLICA_ID)
                .setRecords(new SliceRecords(read.records()));
    }
}
