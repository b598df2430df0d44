package io.takhin.daemon.adapter.ratis;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.ratis.apply.CommandReply;
import io.takhin.daemon.adapter.ratis.apply.MetadataGroup;
import io.takhin.daemon.adapter.ratis.membership.Members;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.MetadataCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metadata for those who may wait. */
final class MetadataAccess implements Members.Metadata {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataAccess.class);
    private static final Duration PROPOSE_TIMEOUT = Duration.ofSeconds(5);

    private final RaftReplicas replicas;
    private final RaftConnections connections;

    MetadataAccess(RaftReplicas replicas, RaftConnections connections) {
        this.replicas = replicas;
        this.connections = connections;
    }

    @Override
    public void refresh(Duration timeout) {
        var outcome = await(connections.metadata().barrier(timeout), timeout, Applied.NO);
        if (!(outcome instanceof Outcome.Done<Boolean>)) {
            throw new TakhinException(AdminError.of(ErrorCode.NO_LEADER, "the metadata has no leader that answers")
                    .withHint("see how the cluster is with: takhin health"));
        }
    }

    @Override
    public ClusterControl control() {
        return replicas.metadata().machine().newest().image().control();
    }

    @Override
    public void command(MetadataCommand command, Duration timeout) {
        switch (send(command, timeout)) {
            case Outcome.Done<CommandReply> done -> LOG.atDebug().log("Decided");
            case Outcome.Rejected<CommandReply>(var rejection) -> throw new TakhinException(error(rejection));
            case Outcome.Unknown<CommandReply>(var message) ->
                throw new TakhinException(new AdminError(
                        ErrorCode.DEADLINE, message, true, Applied.UNKNOWN, "look whether it was done, then retry"));
        }
    }

    private static AdminError error(Rejection rejection) {
        return rejection.reason() == Rejection.Reason.CHANGE_UNDER_WAY
                ? AdminError.of(ErrorCode.CONFLICT, rejection.message())
                        .withHint("see how far it is with: takhin members")
                : rejection.reason() == Rejection.Reason.INVALID_REQUEST
                        ? AdminError.of(ErrorCode.USAGE, rejection.message())
                        : AdminError.of(ErrorCode.NO_LEADER, rejection.message())
                                .withHint("see how the cluster is with: takhin health");
    }

    /** Has a command decided; what fails is found again at the next turn. */
    void propose(MetadataCommand command) {
        try {
            send(command, PROPOSE_TIMEOUT);
        } catch (TakhinException e) {
            LOG.atDebug().addKeyValue("command", command).setCause(e).log("A command was not decided yet");
        }
    }

    /** Waits until this replica has applied it too. */
    private Outcome<CommandReply> send(MetadataCommand command, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var outcome = await(
                connections.metadata().command(MetadataGroup.toBytes(command), timeout), timeout, Applied.UNKNOWN);
        if (outcome instanceof Outcome.Done<CommandReply>(var reply)) {
            var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            await(replicas.metadata().states().appliedIndex().reached(reply.index()), left, Applied.YES);
        }
        return outcome;
    }

    private static <T> T await(CompletableFuture<T> future, Duration timeout, Applied applied) {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late("interrupted", applied, e);
        } catch (ExecutionException e) {
            throw new TakhinException(
                    new AdminError(
                            ErrorCode.INTERNAL,
                            String.valueOf(e.getCause()),
                            false,
                            applied,
                            "look at the daemon's log"),
                    e);
        } catch (TimeoutException e) {
            throw late("no answer before the deadline", applied, e);
        }
    }

    private static TakhinException late(String message, Applied applied, Exception cause) {
        return new TakhinException(
                new AdminError(
                        ErrorCode.DEADLINE, message, true, applied, "see how the cluster is with: takhin health"),
                cause);
    }
}
