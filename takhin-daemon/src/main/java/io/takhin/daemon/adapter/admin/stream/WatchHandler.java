package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.WatchRequest;
import io.takhin.common.admin.stream.WatchUpdate;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.admin.ClusterStates;
import io.takhin.daemon.adapter.admin.Requests;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import io.takhin.daemon.port.Backend;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells the cluster's state: a line of JSON at once, after each change, and when nothing changed for a while. Changes
 * of metadata are signalled; health has many sources and none signals, so it is looked at now and then.
 */
final class WatchHandler implements Streams.StreamHandler {

    private static final long LOOK_INTERVAL_MS = 500;

    private final ClusterStates states;

    private final Backend backend;

    WatchHandler(ClusterStates states, Backend backend) {
        this.states = states;
        this.backend = backend;
    }

    @Override
    public void serve(HttpExchange exchange) throws IOException {
        var request = Requests.json(exchange, WatchRequest.class);
        var changed = new Semaphore(0);
        try (var out = exchange.stream("application/x-ndjson");
                var _ = backend.onMetadata(image -> changed.release())) {
            var last = new byte[0];
            long spokenNanos = System.nanoTime();
            while (true) {
                var now = RecordJson.toBytes(update(request));
                boolean silent = System.nanoTime() - spokenNanos >= Streams.ALIVE_INTERVAL.toNanos();
                if (silent || !Arrays.equals(now, last)) {
                    out.write(now);
                    out.write('\n');
                    out.flush();
                    last = now;
                    spokenNanos = System.nanoTime();
                }
                if (changed.tryAcquire(LOOK_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private WatchUpdate update(WatchRequest request) {
        var metadata = backend.metadata();
        return new WatchUpdate(
                states.info(),
                states.health(),
                request.topics().stream()
                        .flatMap(name -> metadata.topic(name).stream())
                        .map(states::readiness)
                        .toList());
    }
}
