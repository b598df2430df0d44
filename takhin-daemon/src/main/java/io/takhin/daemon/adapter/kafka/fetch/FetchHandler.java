package io.takhin.daemon.adapter.kafka.fetch;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.KafkaSettings;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.Isolation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.RequestContext;

/**
 * Fetch: reads, waiting where there is too little; with sessions, so that a consumer of many partitions names only
 * changes (KIP-227). Consumers read from leaders alone; replicas don't fetch, as Raft carries the records to them.
 */
public final class FetchHandler implements ApiHandler<FetchRequest>, AutoCloseable {

    private static final short IDS_SINCE_VERSION = 13;
    private static final long WAIT_MS_MAX = TimeUnit.MINUTES.toMillis(5);
    private static final int THREADS = 2;

    private final Backend backend;
    private final int bytesMax;
    private final FetchSessions sessions;
    private final FetchAnswer answers;
    /** Its queue is bounded by the Fetches under way: each has one timer and at most one read in it. */
    private final ScheduledThreadPoolExecutor executor;

    /** Starts the threads that wait. */
    public FetchHandler(Backend backend, KafkaSettings settings) {
        this.backend = backend;
        this.bytesMax = settings.fetchBytesMax();
        this.sessions = new FetchSessions(settings.fetchSessionsMax());
        this.answers = new FetchAnswer(backend);
        this.executor = new ScheduledThreadPoolExecutor(
                THREADS, Thread.ofPlatform().name("takhin-kafka-fetch-", 0).factory());
        this.executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.FETCH;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, FetchRequest request) {
        if (request.isFromFollower()) {
            throw new ClusterAuthorizationException("no broker fetches from here: Raft replicates the records");
        }
        boolean usesIds = request.version() >= IDS_SINCE_VERSION;
        var wishes = FetchWishes.wanted(request.data());
        var limits = limits(request);
        var metadata = request.metadata();
        if (metadata.isFull()) {
            sessions.end(metadata.sessionId());
            boolean open = metadata.epoch() == FetchMetadata.INITIAL_EPOCH;
            return poll(request, wishes, limits, FetchMetadata.INVALID_SESSION_ID, fetched -> fetched, open, usesIds);
        }
        var session = sessions.use(metadata.sessionId());
        if (session.isEmpty()) {
            return refused(Errors.FETCH_SESSION_ID_NOT_FOUND);
        }
        var problem = session.get().advance(metadata.epoch(), usesIds);
        if (problem != Errors.NONE) {
            return refused(problem);
        }
        var all = session.get().update(wishes, FetchWishes.forgotten(request.data()));
        if (all.isEmpty()) {
            sessions.end(metadata.sessionId());
            return poll(request, all, limits, FetchMetadata.INVALID_SESSION_ID, fetched -> fetched, false, usesIds);
        }
        return poll(request, all, limits, metadata.sessionId(), session.get()::news, false, usesIds);
    }

    private CompletableFuture<Reply> poll(
            FetchRequest request,
            List<FetchWish> wishes,
            FetchLimits limits,
            int sessionId,
            UnaryOperator<List<FetchedPartition>> news,
            boolean open,
            boolean usesIds) {
        var poll = LongPoll.start(backend, executor, wishes, limits);
        var reply = poll.thenApply(fetched -> {
            Optional<FetchSession> opened = open ? sessions.open(usesIds, wishes) : Optional.empty();
            opened.ifPresent(session -> session.news(fetched));
            int id = opened.map(FetchSession::id).orElse(sessionId);
            return answers.of(request.version(), id, news.apply(fetched));
        });
        var _ = reply.whenComplete((_, _) -> {
            if (reply.isCancelled()) {
                poll.cancel(false);
            }
        });
        return reply;
    }

    private static CompletableFuture<Reply> refused(Errors error) {
        return Reply.now(FetchResponse.of(new FetchResponseData().setErrorCode(error.code())));
    }

    private FetchLimits limits(FetchRequest request) {
        int most = Math.clamp(request.maxBytes(), 1, bytesMax);
        return new FetchLimits(
                Math.min(request.minBytes(), most),
                most,
                Math.min(request.maxWait(), WAIT_MS_MAX),
                isolation(request.data().isolationLevel()));
    }

    private static Isolation isolation(byte id) {
        return switch (id) {
            case 0 -> Isolation.READ_UNCOMMITTED;
            case 1 -> Isolation.READ_COMMITTED;
            default -> throw new InvalidRequestException("there is no isolation level " + id);
        };
    }

    /** Ends the threads; Fetches that wait are not answered any more. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
