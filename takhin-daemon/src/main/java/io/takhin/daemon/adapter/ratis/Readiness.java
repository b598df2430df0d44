package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.core.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;

/**
 * Which groups this node has not caught up with since its start. Until then it may not know what everyone else knows,
 * so it says that it is not ready rather than that something is not there.
 */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RaftConnections connections;
    private final BooleanSupplier closed;
    private final Set<String> behind = new ConcurrentSkipListSet<>();
    private final GroupIds ids;

    Readiness(RaftConnections connections, GroupIds ids, BooleanSupplier closed) {
        this.connections = connections;
        this.closed = closed;
        this.ids = ids;
        ids.all().map(ids::name).forEach(behind::add);
    }

    /** Watches until all groups have caught up. */
    void start() {
        ids.all().forEach(id -> await(ids.number(id), ids.name(id)));
    }

    private void await(int group, String name) {
        var client = group < 0 ? connections.metadata() : connections.data(group);
        var _ = client.barrier(PATIENCE).thenAccept(outcome -> {
            if (outcome instanceof Outcome.Done<Boolean>) {
                behind.remove(name);
            } else if (!closed.getAsBoolean()) {
                await(group, name);
            }
        });
    }

    /** The groups that are behind, by name. */
    List<String> behind() {
        return List.copyOf(behind);
    }
}
