package io.takhin.daemon.adapter.ratis;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.ratis.apply.AppendEntry;
import io.takhin.daemon.adapter.ratis.apply.AppendReply;
import io.takhin.daemon.adapter.ratis.apply.CommandReply;
import io.takhin.daemon.adapter.ratis.apply.DataCommand;
import io.takhin.daemon.adapter.ratis.apply.DataGroup;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.NodeThreads;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.group.RaftSettings;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import io.takhin.daemon.port.log.ReplicaLog;
import io.takhin.daemon.port.log.ReplicaLog.Validated;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** Requests about one partition: appends, reads, look-ups, trims. */
final class PartitionRequests {

    /** Room for an entry's own bytes. */
    private static final int APPEND_BYTES_MAX = RaftSettings.ENTRY_BYTES_MAX - (64 << 10);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final GroupIds ids;
    private final RaftNode node;
    private final RaftReplicas replicas;
    private final RaftConnections connections;
    private final NodeThreads threads;
    private final TopicConfigRules rules;
    private final FaultHandler faults;
    private final FreeSpaceGuard space;
    private final Clock clock;
    private final Partitions partitions;

    PartitionRequests(
            GroupIds ids,
            RaftNode node,
            RaftReplicas replicas,
            RaftConnections connections,
            NodeThreads threads,
            RaftPorts ports,
            Partitions partitions) {
        this.partitions = partitions;
        this.ids = ids;
        this.node = node;
        this.replicas = replicas;
        this.connections = connections;
        this.threads = threads;
        this.rules = ports.rules();
        this.faults = ports.faults();
        this.space = ports.space();
        this.clock = ports.clock();
    }

    CompletableFuture<Outcome<Appended>> append(PartitionId id, AppendRequest request) {
        return switch (partitions.find(id)) {
            case Outcome.Done<Partitions.Open>(var open) -> append(id, open, request);
            case Outcome.Rejected<Partitions.Open>(var rejection) -> refused(rejection);
            case Outcome.Unknown<Partitions.Open>(var message) -> unknown(message);
        };
    }

    private CompletableFuture<Outcome<Appended>> append(PartitionId id, Partitions.Open open, AppendRequest request) {
        if (request.batches().remaining() > APPEND_BYTES_MAX) {
            return refused(new Rejection(
                    Reason.RECORD_TOO_LARGE,
                    request.batches().remaining() + " bytes in one request are more than " + APPEND_BYTES_MAX));
        }
        if (request.leaderOnly() && !node.leads(ids.data().get(open.group()))) {
            return refused(new Rejection(Reason.NOT_LEADER, "this node does not lead partition " + id));
        }
        var full = space.refusal();
        if (full.isPresent() && node.leads(ids.data().get(open.group()))) {
            return refused(full.get());
        }
        try {
            return switch (open.log().validate(request.batches(), request.origin())) {
                case Outcome.Done<Validated>(var batches) -> propose(id, open.group(), batches, request.leaderOnly());
                case Outcome.Rejected<Validated>(var rejection) -> refused(rejection);
                case Outcome.Unknown<Validated>(var message) -> unknown(message);
            };
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** On the leader through its proposer, elsewhere by way of the leader's port. */
    private CompletableFuture<Outcome<Appended>> propose(
            PartitionId id, int group, Validated batches, boolean leaderOnly) {
        if (leaderOnly || node.leads(ids.data().get(group))) {
            // The proposer refuses what is left over from a leadership that just ended.
            return connections.proposer(group).append(id, batches);
        }
        var entry = new AppendEntry(clock.millis(), List.of(new AppendEntry.Item(id, batches.batches())));
        return connections.data(group).send(entry.toBytes(), TIMEOUT).thenApply(outcome -> switch (outcome) {
            case Outcome.Done<org.apache.ratis.thirdparty.com.google.protobuf.ByteString>(var reply) ->
                AppendReply.read(reply.asReadOnlyByteBuffer()).getFirst();
            case Outcome.Rejected<?>(var rejection) -> new Outcome.Rejected<>(rejection);
            case Outcome.Unknown<?>(var message) -> new Outcome.Unknown<>(message);
        });
    }

    CompletableFuture<Outcome<ReadResult>> read(PartitionId id, ReadRequest request) {
        return switch (partitions.find(id)) {
            case Outcome.Done<Partitions.Open>(var open) ->
                submit("read of partition " + id, () -> open.log().read(reachable(open, request)));
            case Outcome.Rejected<Partitions.Open>(var rejection) -> refused(rejection);
            case Outcome.Unknown<Partitions.Open>(var message) -> unknown(message);
        };
    }

    /**
     * A replica that lags does not know yet what the reader has seen elsewhere: it has nothing to give, but the offset
     * is not out of range for that.
     */
    private ReadRequest reachable(Partitions.Open open, ReadRequest request) {
        long highWatermark = open.log().highWatermark();
        return request.offset() <= highWatermark || node.leads(ids.data().get(open.group()))
                ? request
                : new ReadRequest(highWatermark, request.bytesMax(), request.atLeastOneBatch(), request.isolation());
    }

    /** Every record acknowledged before the call is seen. */
    CompletableFuture<Outcome<OffsetAt>> offsetAt(PartitionId id, OffsetQuery query) {
        return switch (partitions.find(id)) {
            case Outcome.Done<Partitions.Open>(var open) ->
                caughtUp(open.group())
                        .thenCompose(ready -> ready instanceof Outcome.Rejected<?>(var rejection)
                                ? refused(rejection)
                                : submit(
                                        "look-up in partition " + id,
                                        () -> Outcome.done(open.log().offsetAt(query))));
            case Outcome.Rejected<Partitions.Open>(var rejection) -> refused(rejection);
            case Outcome.Unknown<Partitions.Open>(var message) -> unknown(message);
        };
    }

    CompletableFuture<Outcome<List<ProducerState>>> producers(PartitionId id) {
        return switch (partitions.find(id)) {
            case Outcome.Done<Partitions.Open>(var open) ->
                submit(
                        "producers of partition " + id,
                        () -> Outcome.done(open.log().producers()));
            case Outcome.Rejected<Partitions.Open>(var rejection) -> refused(rejection);
            case Outcome.Unknown<Partitions.Open>(var message) -> unknown(message);
        };
    }

    private CompletableFuture<? extends Outcome<?>> caughtUp(int group) {
        return connections.data(group).barrier(TIMEOUT);
    }

    CompletableFuture<Outcome<Long>> trim(PartitionId id, long beforeOffset, ChangeOptions how) {
        return switch (partitions.find(id)) {
            case Outcome.Done<Partitions.Open>(var open) -> {
                if (!deletes(open.topic())) {
                    yield refused(new Rejection(
                            Reason.POLICY_VIOLATION,
                            "topic " + open.topic().name()
                                    + " is compacted only: set cleanup.policy to include delete to trim it"));
                }
                yield how.dryRun()
                        ? caughtUp(open.group()).thenApply(_ -> wouldStart(open.log(), beforeOffset))
                        : trim(id, open, beforeOffset, how);
            }
            case Outcome.Rejected<Partitions.Open>(var rejection) -> refused(rejection);
            case Outcome.Unknown<Partitions.Open>(var message) -> unknown(message);
        };
    }

    private CompletableFuture<Outcome<Long>> trim(
            PartitionId id, Partitions.Open open, long beforeOffset, ChangeOptions how) {
        var command = new DataCommand.Trim(id.topicId(), id.partition(), beforeOffset);
        return connections
                .data(open.group())
                .command(DataGroup.toBytes(command), how.timeout())
                .thenCompose(outcome -> outcome instanceof Outcome.Done<CommandReply>(var reply)
                        ? replicas.data()
                                .get(open.group())
                                .states()
                                .appliedIndex()
                                .reached(reply.index())
                                .thenApply(_ -> outcome)
                        : CompletableFuture.completedFuture(outcome))
                .thenApply(outcome -> outcome.map(CommandReply::value));
    }

    private static Outcome<Long> wouldStart(ReplicaLog log, long beforeOffset) {
        return beforeOffset < -1 || beforeOffset > log.highWatermark()
                ? Outcome.reject(
                        Reason.OFFSET_OUT_OF_RANGE, "offset " + beforeOffset + " is not in 0 to " + log.highWatermark())
                : Outcome.done(Math.max(log.startOffset(), beforeOffset == -1 ? log.highWatermark() : beforeOffset));
    }

    private boolean deletes(TopicState topic) {
        return rules.effective(topic.configs()).stream()
                .filter(config -> config.name().equals("cleanup.policy"))
                .allMatch(config -> config.value().contains("delete"));
    }

    @FunctionalInterface
    private interface Reading<T> {
        Outcome<T> read() throws IOException;
    }

    private <T> CompletableFuture<Outcome<T>> submit(String what, Reading<T> reading) {
        var answer = new CompletableFuture<Outcome<T>>();
        try {
            threads.reads().execute(() -> {
                try {
                    answer.complete(reading.read());
                } catch (IOException e) {
                    faults.storageFailed(what, e);
                    answer.complete(Outcome.reject(Reason.STORAGE_FAILED, what + " failed: " + e.getMessage()));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            // Refused for one of two expected reasons; the caller hears which.
            answer.complete(
                    threads.reads().isShutdown()
                            ? Outcome.reject(Reason.NOT_READY, "the node is stopping")
                            : Outcome.reject(Reason.OVERLOADED, "too many reads wait already; try again"));
        }
        return answer;
    }

    private static <T> CompletableFuture<Outcome<T>> refused(Rejection rejection) {
        return CompletableFuture.completedFuture(new Outcome.Rejected<>(rejection));
    }

    private static <T> CompletableFuture<Outcome<T>> unknown(String message) {
        return CompletableFuture.completedFuture(new Outcome.Unknown<>(message));
    }
}
