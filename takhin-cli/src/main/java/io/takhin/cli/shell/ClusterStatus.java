package io.takhin.cli.shell;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Globals;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is known of the cluster for the prompt, looked up by a thread of its own, so that the prompt never waits. */
final class ClusterStatus implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofSeconds(5);

    /**
     * What was seen last.
     *
     * @param text for the prompt
     * @param good whether all is well
     */
    record Seen(String text, boolean good) {}

    private final Clients clients;
    private final Supplier<Globals> globals;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread;
    private volatile Seen seen = new Seen("...", true);
    private volatile boolean closed;
    private volatile Runnable listener = () -> {};

    /** Begins to look. The globals are asked anew each time, as the context in use can change. */
    ClusterStatus(Clients clients, Supplier<Globals> globals) {
        this.clients = clients;
        this.globals = globals;
        this.thread = Thread.ofPlatform().daemon().name("takhin-repl-status").start(this::look);
    }

    /** What was seen last; any thread, at once. */
    Seen seen() {
        return seen;
    }

    /** Has this called on the looking thread each time something else is seen. */
    void listen(Runnable newListener) {
        listener = newListener;
    }

    /** Says that it may be different now. */
    void changed() {
        wanted.release();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void look() {
        while (!closed) {
            var now = lookOnce();
            if (!now.equals(seen)) {
                seen = now;
                listener.run();
            }
            try {
                boolean asked = wanted.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (asked) {
                    wanted.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Seen lookOnce() {
        try (var client = clients.open(globals.get())) {
            var info = client.call(AdminMethods.CLUSTER_INFO, new ClusterInfo.Request(), ANSWER_WITHIN);
            if (info.leader() == null) {
                return new Seen("no leader", false);
            }
            var health = client.call(AdminMethods.HEALTH, new Health.Request(), ANSWER_WITHIN);
            var leader = "leader " + info.leader();
            return health.healthy()
                    ? new Seen(leader + ", healthy", true)
                    : new Seen(
                            leader + ", "
                                    + health.reasons().stream()
                                            .findFirst()
                                            .map(Health.Reason::code)
                                            .orElse("unhealthy"),
                            false);
        } catch (TakhinException e) {
            return new Seen(
                    switch (e.error().code()) {
                        case UNREACHABLE -> "unreachable";
                        case NO_LEADER -> "no leader";
                        case DEADLINE, OVERLOADED -> "no answer";
                        case UNAUTHENTICATED, UNAUTHORIZED -> "not allowed";
                        case USAGE -> "no such context";
                        case INTERNAL, STORAGE, NOT_FOUND, CONFLICT, REFUSED, CONDITION_FALSE, PARTIAL, BAD_DATA ->
                            "unknown";
                    },
                    false);
        }
    }
}
