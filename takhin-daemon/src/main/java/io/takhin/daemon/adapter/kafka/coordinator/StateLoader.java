package io.takhin.daemon.adapter.kafka.coordinator;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.coordinator.common.runtime.CoordinatorLoader;
import org.apache.kafka.coordinator.common.runtime.CoordinatorPlayback;
import org.apache.kafka.coordinator.common.runtime.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a partition of coordinator state back from its log, up to the high watermark, and then opens it for writing
 * there. Nothing beyond the high watermark can come in between: the appends of this node's term before were waited for,
 * and a leader serves only after what the leader before it wrote is committed.
 *
 * @param <U> the coordinator's records
 */
public final class StateLoader<U> implements CoordinatorLoader<U> {

    private static final Logger LOG = LoggerFactory.getLogger(StateLoader.class);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    /** Longer than the backend takes to give an append up. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final int READ_BYTES_MAX = 4 << 20;

    /** How many records may be replayed before the runtime drops what it needs to undo them. */
    private static final long COMMIT_INTERVAL_OFFSETS = 16_384;

    private final Backend backend;
    private final StateLogs logs;
    private final Loads loads;
    private final Deserializer<U> deserializer;
    private final ExecutorService threads;

    /** Loads on threads of its own, a few partitions at a time; keeps {@code loads} up to date. */
    public StateLoader(
            Backend backend,
            StateLogs logs,
            Loads loads,
            Deserializer<U> deserializer,
            String threadName,
            int threads) {
        this.backend = backend;
        this.logs = logs;
        this.loads = loads;
        this.deserializer = deserializer;
        // Its queue is bounded by the topic's partitions: each is loaded at most once at a time.
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name(threadName, 0).factory());
    }

    @Override
    public CompletableFuture<LoadSummary> load(TopicPartition name, CoordinatorPlayback<U> state) {
        long askedMs = System.currentTimeMillis();
        var told = new CompletableFuture<LoadSummary>();
        var abandoned = loads.begin(name.partition());
        // Not waited for by a thread: what is on its way to a group without a leader would hold up all others.
        var _ = CompletableFuture.anyOf(logs.drain(name), abandoned)
                .orTimeout(DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(_ -> loadNow(name, state, abandoned, askedMs), threads)
                .whenComplete((summary, failure) -> ended(name, abandoned, told, summary, failure));
        return told;
    }

    private void ended(
            TopicPartition name,
            CompletableFuture<Void> abandoned,
            CompletableFuture<LoadSummary> told,
            @Nullable LoadSummary summary,
            @Nullable Throwable failure) {
        boolean wanted = !abandoned.isDone();
        if (wanted && failure != null) {
            told.completeExceptionally(refusal(name, failure));
        } else if (wanted) {
            told.complete(summary);
        }
        loads.end(name.partition());
        if (wanted && failure != null) {
            logs.loadFailed(name);
        }
    }

    private static NotLeaderOrFollowerException refusal(TopicPartition name, Throwable failure) {
        return new NotLeaderOrFollowerException("the state of " + name + " can't be read", failure);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().log("loading coordinator state did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LoadSummary loadNow(
            TopicPartition name, CoordinatorPlayback<U> state, CompletableFuture<Void> abandoned, long askedMs) {
        long startMs = System.currentTimeMillis();
        requireWanted(name, abandoned);
        var partition = logs.partition(name)
                .orElseThrow(() -> new NotLeaderOrFollowerException("topic " + name.topic() + " is gone"));
        long offset = status(partition, name).startOffset();
        var replay = new StateReplay<>(name, state, deserializer);
        long committed = 0;
        while (true) {
            var result = read(partition, name, offset);
            requireWanted(name, abandoned);
            long highWatermark = result.highWatermark();
            if (offset < highWatermark && result.records().sizeBytes() > 0) {
                offset = replay.replay(records(result, name), offset);
            } else {
                offset = highWatermark;
            }
            boolean atEnd = offset >= highWatermark;
            // The runtime starts at 0 and wants to hear of progress alone.
            if (offset > committed && (atEnd || offset - committed >= COMMIT_INTERVAL_OFFSETS)) {
                state.updateLastWrittenOffset(offset);
                state.updateLastCommittedOffset(offset);
                committed = offset;
            }
            if (atEnd) {
                break;
            }
        }
        requireWanted(name, abandoned);
        logs.open(name, partition, offset);
        return new LoadSummary(
                startMs, System.currentTimeMillis(), startMs - askedMs, replay.records(), replay.bytes());
    }

    private static void requireWanted(TopicPartition name, CompletableFuture<Void> abandoned) {
        if (abandoned.isDone()) {
            throw new NotLeaderOrFollowerException(name + " is led elsewhere or loaded anew");
        }
    }

    private PartitionStatus status(PartitionId partition, TopicPartition name) {
        return done(backend.status(partition), name);
    }

    private ReadResult read(PartitionId partition, TopicPartition name, long offset) {
        var request = new ReadRequest(offset, READ_BYTES_MAX, true, Isolation.READ_UNCOMMITTED);
        return done(await(backend.read(partition, request), name), name);
    }

    private static MemoryRecords records(ReadResult result, TopicPartition name) {
        var buffer = ByteBuffer.allocate(result.records().sizeBytes());
        try {
            result.records().read(buffer, 0);
        } catch (IOException e) {
            throw new IllegalStateException("can't read the state of " + name + ": " + e.getMessage(), e);
        }
        return MemoryRecords.readableRecords(buffer.flip());
    }

    private static <T> T done(Outcome<T> outcome, TopicPartition name) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Rejected<T>(var rejection) ->
                throw RejectionErrors.of(rejection.reason()).exception(rejection.message());
            case Outcome.Unknown<T>(var message) ->
                throw new NotLeaderOrFollowerException("the state of " + name + " can't be read: " + message);
        };
    }

    private static <T> T await(CompletableFuture<T> future, TopicPartition name) {
        try {
            return future.get(READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotLeaderOrFollowerException("loading " + name + " was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotLeaderOrFollowerException("the state of " + name + " can't be read", e);
        }
    }
}
