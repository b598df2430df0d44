package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.AdminMethods;
import io.takhin.daemon.adapter.admin.AdminOptions;
import io.takhin.daemon.adapter.admin.ClusterStates;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The streams and where they are served; holds what all streams of a server share. */
public final class Streams {

    /** What the body of a stream of frames is called. */
    static final String FRAMES = "application/vnd.takhin.frames";

    /** A server speaks at least so often on a stream. */
    static final Duration ALIVE_INTERVAL = Duration.ofSeconds(5);

    private final Map<String, StreamHandler> byPath;

    /** Makes the handlers. */
    public Streams(AdminOptions options, ClusterStates states, Backend backend, TopicConfigRules rules) {
        byPath = Map.of(
                AdminMethods.PATH_PREFIX + "produce", new ProduceHandler(options, backend, rules),
                AdminMethods.PATH_PREFIX + "consume", new ConsumeHandler(options, backend),
                AdminMethods.PATH_PREFIX + "watch", new WatchHandler(states, backend));
    }

    /** Whether there is a stream at a path. */
    public boolean serves(String path) {
        return byPath.containsKey(path);
    }

    /** Serves a stream until it ends; refusals before its first byte are thrown. */
    public void serve(HttpExchange exchange) throws IOException {
        var handler = byPath.get(exchange.path());
        if (handler == null) {
            throw new IllegalArgumentException("no stream at " + exchange.path());
        }
        handler.serve(exchange);
    }

    /** Serves one kind of stream. */
    interface StreamHandler {
        void serve(HttpExchange exchange) throws IOException;
    }
}
