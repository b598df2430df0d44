package io.takhin.cli.fake;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.client.ConsumeStream;
import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.client.WatchStream;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.admin.stream.WatchRequest;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An admin client that answers as a test scripted it, and remembers what it was asked. */
public final class FakeAdminClient implements AdminClient {

    /** Makes a produce stream. */
    public interface ProduceStreams {
        ProduceStream open(ProduceOpen open, ProduceStream.Listener listener);
    }

    private final Map<String, Deque<Function<Record, Record>>> answers = new HashMap<>();
    private final List<Record> requests = new ArrayList<>();
    private final List<Duration> timeouts = new ArrayList<>();
    private ProduceStreams produceStreams = (open, listener) -> {
        throw new IllegalStateException("no produce stream was scripted");
    };
    private Function<ConsumeRequest, ConsumeStream> consumeStreams = request -> {
        throw new IllegalStateException("no consume stream was scripted");
    };
    private Function<WatchRequest, WatchStream> watchStreams = request -> {
        throw new IllegalStateException("no watch stream was scripted");
    };

    /** Scripts the next answer to a method. The last one scripted is given again and again. */
    public <Q extends Record, R extends Record> FakeAdminClient answer(AdminMethod<Q, R> method, R reply) {
        return answering(method, request -> reply);
    }

    /** Scripts the next answer to a method as a failure. */
    public FakeAdminClient fail(AdminMethod<?, ?> method, AdminError error) {
        return answering(method, request -> {
            throw new TakhinException(error);
        });
    }

    public FakeAdminClient produceStreams(ProduceStreams streams) {
        produceStreams = streams;
        return this;
    }

    public FakeAdminClient consumeStreams(Function<ConsumeRequest, ConsumeStream> streams) {
        consumeStreams = streams;
        return this;
    }

    public FakeAdminClient watchStreams(Function<WatchRequest, WatchStream> streams) {
        watchStreams = streams;
        return this;
    }

    /** All requests so far. */
    public List<Record> requests() {
        return requests;
    }

    /** The deadline of each request. */
    public List<Duration> timeouts() {
        return timeouts;
    }

    @Override
    public <Q extends Record, R extends Record> R call(AdminMethod<Q, R> method, Q request, Duration timeout) {
        requests.add(request);
        timeouts.add(timeout);
        var scripted = answers.get(method.name());
        if (scripted == null) {
            throw new IllegalStateException("no answer to " + method.name() + " was scripted");
        }
        var answer = scripted.size() > 1 ? scripted.removeFirst() : scripted.getFirst();
        return method.reply().cast(answer.apply(request));
    }

    @Override
    public ProduceStream produce(ProduceOpen open, ProduceStream.Listener listener, Duration timeout) {
        requests.add(open);
        return produceStreams.open(open, listener);
    }

    @Override
    public ConsumeStream consume(ConsumeRequest request, Duration timeout) {
        requests.add(request);
        return consumeStreams.apply(request);
    }

    @Override
    public WatchStream watch(WatchRequest request, Duration timeout) {
        requests.add(request);
        return watchStreams.apply(request);
    }

    @Override
    public void close() {}

    private FakeAdminClient answering(AdminMethod<?, ?> method, Function<Record, Record> answer) {
        answers.computeIfAbsent(method.name(), name -> new ArrayDeque<>()).add(answer);
        return this;
    }
}
