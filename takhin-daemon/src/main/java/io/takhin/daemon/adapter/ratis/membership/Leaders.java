package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.core.metadata.ClusterControl;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftGroupId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads the leaders of the data groups over the nodes, and keeps them away from nodes that are drained or end. Each
 * leader decides for itself; all go by the same rule, so they agree once they see the same nodes.
 */
public final class Leaders {

    private static final Logger LOG = LoggerFactory.getLogger(Leaders.class);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(2);

    /** A node must have been there for this long before a leader moves to it: who comes and goes gets none. */
    private static final long STEADY_MS = 10_000;

    /** The most entries that the next leader may miss when leadership moves: it takes over only with all of them. */
    private static final long LAG_MAX = 1000;

    /** For how long the next leader may have been silent: a few heartbeats. */
    private static final long SILENT_MS_MAX = 1500;

    private final RaftNode node;
    private final GroupIds ids;
    private final Configurations configurations;
    private final Lags lags;
    private final ClusterWatch watch;
    private final Supplier<ClusterControl> control;
    private final Clock clock;
    private final AtomicBoolean spreading = new AtomicBoolean();

    /** Looks after the groups of a node. */
    public Leaders(
            RaftNode node,
            GroupIds ids,
            Configurations configurations,
            Lags lags,
            ClusterWatch watch,
            Supplier<ClusterControl> control,
            Clock clock) {
        this.node = node;
        this.ids = ids;
        this.configurations = configurations;
        this.lags = lags;
        this.watch = watch;
        this.control = control;
        this.clock = clock;
    }

    /** Moves what this node leads and another should. Blocks while it moves; a second caller returns at once. */
    public void spread() {
        if (spreading.compareAndSet(false, true)) {
            try {
                spreadAll();
            } finally {
                spreading.set(false);
            }
        }
    }

    private void spreadAll() {
        var now = control.get();
        boolean drained = now.drained().contains(node.nodeId());
        boolean held = now.change() != null || clock.millis() < now.leadersHeldUntilMs();
        for (var group : ids.all().filter(node::leads).toList()) {
            if (drained) {
                target(group, 0).ifPresent(to -> move(group, to));
            } else if (!held && ids.number(group) >= 0) {
                target(group, STEADY_MS).filter(to -> to != node.nodeId()).ifPresent(to -> move(group, to));
            }
        }
    }

    /** Moves all that this node leads to others that are alive, before it ends; what can't be moved is elected. */
    public void leave(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (var group : ids.all().filter(node::leads).toList()) {
            if (System.nanoTime() - deadline < 0) {
                candidates(group, 0).stream()
                        .filter(id -> id != node.nodeId())
                        .findFirst()
                        .ifPresent(to -> move(group, to));
            }
        }
    }

    /** Who should lead a group; empty when nobody may, or for the metadata when it may stay where it is. */
    private Optional<Integer> target(RaftGroupId group, long steadyMs) {
        var eligible = candidates(group, steadyMs);
        if (eligible.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(eligible.get(Math.max(0, ids.number(group)) % eligible.size()));
    }

    /** The voters that may lead, by id. */
    private List<Integer> candidates(RaftGroupId group, long steadyMs) {
        var drained = control.get().drained();
        return configurations.of(group).voters().stream()
                .map(voter -> voter.id())
                .filter(id -> !drained.contains(id) && watch.alive(id) && watch.steadyMs(id) >= steadyMs)
                .filter(id -> id == node.nodeId() || isClose(group, id))
                .toList();
    }

    private boolean isClose(RaftGroupId group, int id) {
        return lags.isClose(group, id, LAG_MAX, SILENT_MS_MAX);
    }

    private void move(RaftGroupId group, int to) {
        var self = node.leaderPeer(group);
        if (self.isEmpty() || GroupIds.nodeId(self.get().getId()) != node.nodeId()) {
            return;
        }
        try {
            configurations.transfer(group, self.get(), GroupIds.peerId(to), TRANSFER_TIMEOUT);
            LOG.atInfo()
                    .addKeyValue("group", ids.name(group))
                    .addKeyValue("from", node.nodeId())
                    .addKeyValue("to", to)
                    .log("Leadership moved");
        } catch (IOException e) {
            // Another turn tries again, if it still is to be.
            LOG.atDebug().addKeyValue("group", ids.name(group)).setCause(e).log("Leadership was not moved");
        }
    }
}
