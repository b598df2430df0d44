package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.Records;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Creates topics, trims and deletes them, and fills one whose retention is short, for as long as it may. What fails is
 * done in another turn: nobody counts on it.
 */
final class Churn {

    private static final String BULK = "bulk";

    /** Leaves a node that comes back the time to catch up on a slow machine. */
    private static final long PAUSE_NANOS = 100_000_000;

    private final Backend backend;

    Churn(Backend backend) {
        this.backend = backend;
    }

    void run(BooleanSupplier stopped) throws Exception {
        var small = Map.of("segment.bytes", "1048576", "retention.bytes", "2097152", "retention.ms", "-1");
        var bulk = Optional.<TopicState>empty();
        for (int turn = 0; !stopped.getAsBoolean(); turn++) {
            if (bulk.isEmpty()) {
                created(BULK, small);
                bulk = done(backend.topic(BULK));
            }
            if (bulk.isPresent()) {
                for (var partition : bulk.get().partitions().toList()) {
                    done(backend.append(partition, Records.durable(Records.batch("v".repeat(500_000)))));
                }
            }
            var topic = created("churn-" + turn, Map.of("retention.ms", "-1"));
            if (topic.isPresent()) {
                for (var partition : topic.get().partitions().toList()) {
                    done(backend.append(partition, Records.durable(Records.batch("a", "b", "c"))));
                    done(backend.append(partition, Records.durable(Records.batch("d", "e", "f"))));
                    done(backend.trim(partition, 2, ChangeOptions.DEFAULT));
                }
            }
            if (turn > 0) {
                done(backend.delete("churn-" + (turn - 1), ChangeOptions.DEFAULT));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Optional<TopicState> created(String name, Map<String, String> configs) throws Exception {
        return done(backend.createTopic(new NewTopic(name, 2, 3, configs), ChangeOptions.DEFAULT));
    }

    private static <T> Optional<T> done(CompletableFuture<Outcome<T>> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS) instanceof Outcome.Done<T>(var value)
                ? Optional.of(value)
                : Optional.empty();
    }
}
