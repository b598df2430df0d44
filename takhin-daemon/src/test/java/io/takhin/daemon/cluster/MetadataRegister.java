package io.takhin.daemon.cluster;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.TopicAlter;
import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One writer and a reader of each node on a config of a topic, which they use as a register. */
final class MetadataRegister implements AutoCloseable {

    private static final String CONFIG = "retention.ms";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Years, so that nothing is deleted. */
    private static final long FIRST = 1_000_000_000_000L;

    private final RegisterHistory history = new RegisterHistory();
    private final ServeCluster cluster;
    private final String topic;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    MetadataRegister(ServeCluster cluster, String topic) {
        this.cluster = cluster;
        this.topic = topic;
        write(1, FIRST, Duration.ofSeconds(30));
        threads.add(Thread.ofPlatform().daemon().name("takhin-register-writer").start(this::writeAll));
        cluster.ids()
                .forEach(id -> threads.add(Thread.ofPlatform()
                        .daemon()
                        .name("takhin-register-reader-" + id)
                        .start(() -> readAll(id))));
    }

    RegisterHistory history() {
        return history;
    }

    private void writeAll() {
        var ids = List.copyOf(cluster.ids());
        for (int n = 1; !stopping; n++) {
            write(ids.get(n % ids.size()), FIRST + n, TIMEOUT);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void write(int node, long value, Duration timeout) {
        long called = System.nanoTime();
        try (var admin = cluster.admin(node)) {
            admin.call(
                    AdminMethods.TOPIC_ALTER,
                    new TopicAlter.Request(topic, Map.of(CONFIG, String.valueOf(value)), List.of(), false),
                    timeout);
            history.written(value, called, Optional.of(System.nanoTime()));
        } catch (TakhinException e) {
            // Refused, or with an unknown outcome: either is a write that may take effect.
            history.written(value, called, Optional.empty());
        }
    }

    private void readAll(int node) {
        while (!stopping) {
            long called = System.nanoTime();
            try (var admin = cluster.admin(node)) {
                var described = admin.call(AdminMethods.TOPIC_DESCRIBE, new TopicDescribe.Request(topic), TIMEOUT);
                long answered = System.nanoTime();
                described.configs().stream()
                        .filter(config -> config.name().equals(CONFIG))
                        .forEach(config -> history.read(
                                new RegisterHistory.Read(node, Long.parseLong(config.value()), called, answered)));
            } catch (TakhinException e) {
                // The node is down, or has no leader: no answer is no lie.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        stopping = true;
        for (var thread : threads) {
            ServeCluster.await(thread.getName() + " ends", () -> !thread.isAlive());
        }
    }
}
