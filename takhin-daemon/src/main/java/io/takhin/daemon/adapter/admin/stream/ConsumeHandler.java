package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.AdminOptions;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Readiness;
import io.takhin.daemon.adapter.admin.Requests;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Opens consume streams: finds the topics, waiting for them if asked to, then a session takes over. */
final class ConsumeHandler implements Streams.StreamHandler {

    private static final int TOPICS_MAX = 1000;

    /** A reader behind a pager rests; one that rests for longer is let go. */
    private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(15);

    private final Backend backend;
    private final Semaphore places;

    ConsumeHandler(AdminOptions options, Backend backend) {
        this.backend = backend;
        this.places = new Semaphore(options.streamsMax());
    }

    @Override
    public void serve(HttpExchange exchange) throws IOException {
        var call = Requests.call(exchange);
        var request = Requests.json(exchange, ConsumeRequest.class);
        check(request);
        if (!places.tryAcquire()) {
            throw TakhinException.of(ErrorCode.OVERLOADED, "there are as many consume streams as the limit allows");
        }
        try {
            if (!request.waitTopic()) {
                Readiness.require(backend);
            }
            // Before the first byte a missing topic still has a status of its own.
            var topics = request.waitTopic() ? Optional.<List<TopicState>>empty() : Optional.of(all(request));
            var ranges = topics.map(found -> new Ranges(backend, request, call).of(found));
            exchange.writeTimeout(WRITE_TIMEOUT);
            var out = new ConsumeOutput(exchange);
            try {
                var pinned = ranges.isPresent()
                        ? ranges.get()
                        : new Ranges(backend, request, call).of(await(request, call, out));
                new ConsumeSession(backend, request.readCommitted(), out).run(pinned);
            } catch (TakhinException e) {
                out.say(new ConsumeMessage.Failed(e.error()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.flush();
        } finally {
            places.release();
        }
    }

    private static void check(ConsumeRequest request) {
        var topics = request.topics();
        if (topics.isEmpty() || topics.size() > TOPICS_MAX || new HashSet<>(topics).size() < topics.size()) {
            throw TakhinException.of(ErrorCode.USAGE, "name 1 to " + TOPICS_MAX + " topics, each once");
        }
        if (new HashSet<>(request.partitions()).size() < request.partitions().size()) {
            throw TakhinException.of(ErrorCode.USAGE, "a partition is named twice");
        }
    }

    private List<TopicState> all(ConsumeRequest request) {
        var topics = new ArrayList<TopicState>();
        for (var name : request.topics()) {
            topics.add(backend.metadata().topic(name).orElseThrow(() -> missing(name)));
        }
        return topics;
    }

    private static TakhinException missing(String name) {
        return new TakhinException(AdminError.of(ErrorCode.NOT_FOUND, "there is no topic " + name)
                .withHint("see what there is with: takhin topic list; or add --wait-topic"));
    }

    /** Waits until all topics are there, telling meanwhile that it is alive. */
    private List<TopicState> await(ConsumeRequest request, Call call, ConsumeOutput out)
            throws IOException, InterruptedException {
        var changed = new Semaphore(1);
        try (var _ = backend.onMetadata(image -> changed.release())) {
            while (true) {
                var found = new ArrayList<TopicState>();
                for (var name : request.topics()) {
                    backend.metadata().topic(name).ifPresent(found::add);
                }
                if (found.size() == request.topics().size() && backend.cluster().ready()) {
                    return found;
                }
                if (call.left().isZero()) {
                    throw TakhinException.of(
                            ErrorCode.DEADLINE, "not all topics of " + request.topics() + " came to be in time");
                }
                long waitMs = Math.min(call.left().toMillis() + 1, Streams.ALIVE_INTERVAL.toMillis());
                if (!changed.tryAcquire(waitMs, TimeUnit.MILLISECONDS)) {
                    out.say(new ConsumeMessage.Alive());
                    out.flush();
                }
                changed.drainPermits();
            }
        }
    }
}
