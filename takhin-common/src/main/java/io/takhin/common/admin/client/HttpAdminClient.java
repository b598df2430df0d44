package io.takhin.common.admin.client;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.admin.stream.WatchRequest;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The admin client over HTTP/1.1 on plain sockets. The JDK's own client would do the same at 70 ms more for each start
 * of a command.
 *
 * <p>One call at a time goes over the connection it keeps; each stream has a connection of its own. Any thread may
 * call.
 */
public final class HttpAdminClient implements AdminClient {

    /** How long errors that say "later" are tried again, as long as the deadline allows. */
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    private static final long BACKOFF_FIRST_MS = 50;
    private static final long BACKOFF_MAX_MS = 500;

    private final Connector connector;
    private final CountDownLatch closed = new CountDownLatch(1);

    // The connection of the last call, for the next; guarded by this.
    private @Nullable Link idle;

    /** A client of these endpoints, tried in order; it connects at the first call. */
    public HttpAdminClient(List<Endpoint> endpoints) {
        this.connector = new Connector(endpoints);
    }

    @Override
    public <Q extends Record, R extends Record> R call(AdminMethod<Q, R> method, Q request, Duration timeout) {
        var deadline = Deadline.in(timeout);
        var retries = deadline.atMost(RETRY_MAX);
        var body = RecordJson.toBytes(request);
        long backoffMs = BACKOFF_FIRST_MS;
        while (true) {
            try {
                return attempt(method, body, deadline);
            } catch (TakhinException e) {
                boolean later = e.error().retryable()
                        && e.error().applied() == Applied.NO
                        && e.error().code() != ErrorCode.UNREACHABLE
                        && e.error().code() != ErrorCode.DEADLINE;
                if (!later || retries.leftMs() <= backoffMs || awaitClosed(backoffMs)) {
                    throw e;
                }
                backoffMs = Math.min(backoffMs * 2, BACKOFF_MAX_MS);
            }
        }
    }

    /** One round over the endpoints. A read goes on to the next when one fails; a change only if it was never sent. */
    private <R extends Record> R attempt(AdminMethod<?, R> method, byte[] body, Deadline deadline) {
        boolean read = method.kind() == AdminMethod.Kind.READ;
        var round = connector.round(deadline);
        var link = takeIdle();
        while (true) {
            if (link == null) {
                link = round.next();
            }
            boolean done = false;
            try {
                link.send(method.path(), deadline, body, false);
                var response = link.receive(deadline);
                var reply = response.ok() ? response.bytes() : null;
                var error = response.ok() ? null : response.error();
                done = response.keepAlive();
                if (reply != null) {
                    return RecordJson.read(reply, method.reply(), RecordJson.Unknown.IGNORE);
                }
                throw new TakhinException(Objects.requireNonNull(error));
            } catch (IOException e) {
                if (!read
                        || Failures.late(e, deadline)
                        || Thread.currentThread().isInterrupted()) {
                    throw Failures.whileWaiting(link.endpoint(), method.name(), read, deadline, e);
                }
                round.failed(link.endpoint(), e);
            } finally {
                if (done) {
                    keep(link);
                } else {
                    link.close();
                }
            }
            link = null;
        }
    }

    @Override
    public ProduceStream produce(ProduceOpen open, ProduceStream.Listener listener, Duration timeout) {
        return HttpProduceStream.open(connector, open, listener, Deadline.in(timeout));
    }

    @Override
    public ConsumeStream consume(ConsumeRequest request, Duration timeout) {
        return HttpConsumeStream.open(connector, request, Deadline.in(timeout));
    }

    @Override
    public WatchStream watch(WatchRequest request, Duration timeout) {
        return HttpWatchStream.open(connector, request, Deadline.in(timeout));
    }

    @Override
    public void close() {
        closed.countDown();
        connector.close();
        var link = takeIdle();
        if (link != null) {
            link.close();
        }
    }

    private synchronized @Nullable Link takeIdle() {
        var link = idle;
        idle = null;
        if (link != null && link.stale()) {
            link.close();
            return null;
        }
        return link;
    }

    private synchronized void keep(Link link) {
        if (idle != null || closed.getCount() == 0) {
            link.close();
        } else {
            idle = link;
        }
    }

    private boolean awaitClosed(long ms) {
        try {
            return closed.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What every path of the protocol's streams starts with. */
    static String path(String stream) {
        return AdminMethods.PATH_PREFIX + stream;
    }

    /** An error that changed nothing. */
    static TakhinException unreachable(String message) {
        return new TakhinException(
                AdminError.of(ErrorCode.UNREACHABLE, message).withHint("start a daemon with: takhin serve --dev"));
    }
}
