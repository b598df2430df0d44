package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.common.error.TakhinException;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ClusterAdmin;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Changes of voters that come by Kafka's protocol (KIP-853), carried out as {@code takhin add-voter} and
 * {@code remove-server} are. One at a time, since each blocks; a few may wait. Any thread may call.
 */
public final class VoterChanges implements AutoCloseable {

    private static final int WAITING_MAX = 16;
    private static final long TIMEOUT_MS_MAX = 600_000;

    private final Backend backend;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("takhin-kafka-voters").factory());

    /** Changes the voters of a backend's cluster. */
    public VoterChanges(Backend backend) {
        this.backend = backend;
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Has a change carried out, unless the request is for another cluster or for a directory; takhin's nodes have none.
     *
     * @param clusterId which cluster the client means, null for any
     */
    CompletableFuture<ApiError> run(
            @Nullable String clusterId, Uuid directory, int timeoutMs, BiConsumer<ClusterAdmin, Duration> change) {
        var own = backend.cluster().clusterId();
        if (clusterId != null && !clusterId.equals(own)) {
            return done(new ApiError(Errors.INCONSISTENT_CLUSTER_ID, "this is cluster " + own + ", not " + clusterId));
        }
        if (!directory.equals(Uuid.ZERO_UUID)) {
            return done(new ApiError(
                    Errors.INVALID_REQUEST, "nodes have no directory ids here: give " + Uuid.ZERO_UUID + " for it"));
        }
        var timeout = Duration.ofMillis(Math.clamp(timeoutMs, 1, TIMEOUT_MS_MAX));
        try {
            return CompletableFuture.supplyAsync(() -> apply(change, timeout), thread);
        } catch (RejectedExecutionException e) {
            return done(new ApiError(Errors.REQUEST_TIMED_OUT, "too many changes of voters are asked for at once"));
        }
    }

    private ApiError apply(BiConsumer<ClusterAdmin, Duration> change, Duration timeout) {
        try {
            change.accept(backend.admin(), timeout);
            return ApiError.NONE;
        } catch (TakhinException e) {
            return new ApiError(of(e), e.getMessage());
        }
    }

    private static Errors of(TakhinException e) {
        return switch (e.error().code()) {
            case NOT_FOUND -> Errors.VOTER_NOT_FOUND;
            case USAGE, REFUSED, CONDITION_FALSE, BAD_DATA, PARTIAL -> Errors.INVALID_REQUEST;
            // Such as a change that is under way: a retry may find it done.
            case CONFLICT, UNREACHABLE, NO_LEADER, OVERLOADED, DEADLINE -> Errors.REQUEST_TIMED_OUT;
            case UNAUTHENTICATED, UNAUTHORIZED -> Errors.CLUSTER_AUTHORIZATION_FAILED;
            case STORAGE -> Errors.KAFKA_STORAGE_ERROR;
            case INTERNAL -> Errors.UNKNOWN_SERVER_ERROR;
        };
    }

    private static CompletableFuture<ApiError> done(ApiError error) {
        return CompletableFuture.completedFuture(error);
    }

    /** Takes no more changes; one that is under way goes on by itself. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
