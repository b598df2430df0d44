package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.admin.member.LeaderShow;
import io.takhin.common.admin.member.LeaderTransfer;
import io.takhin.common.admin.member.ServerDrain;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.core.metadata.MetadataCommand;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.protocol.RaftGroupId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves leaders where an operator wants them. Blocks the caller. */
public final class LeaderRequests {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderRequests.class);
    private static final Duration TRY = Duration.ofSeconds(3);
    private static final Duration HELD = Duration.ofMinutes(10);
    private static final long POLL_NANOS = 20_000_000;

    private final RaftNode node;
    private final GroupIds ids;
    private final Configurations configurations;
    private final ClusterWatch watch;
    private final Members.Metadata metadata;
    private final Clock clock;

    /** Moves the leaders of a node's groups. */
    public LeaderRequests(
            RaftNode node,
            GroupIds ids,
            Configurations configurations,
            ClusterWatch watch,
            Members.Metadata metadata,
            Clock clock) {
        this.node = node;
        this.ids = ids;
        this.configurations = configurations;
        this.watch = watch;
        this.metadata = metadata;
        this.clock = clock;
    }

    /** Who leads, as this node knows. */
    public LeaderShow.Reply show() {
        return new LeaderShow.Reply(
                name(node.leader(ids.metadata())),
                ids.all()
                        .map(group -> new LeaderShow.GroupLeader(
                                ids.name(group),
                                name(node.leader(group)),
                                node.division(group).getInfo().getCurrentTerm()))
                        .toList());
    }

    private static @Nullable String name(OptionalInt id) {
        return id.isPresent() ? String.valueOf(id.getAsInt()) : null;
    }

    /** Moves all groups to a node, or the metadata to any other. */
    public LeaderTransfer.Reply transfer(LeaderTransfer.Request request, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int to = request.to() == null ? other() : target(request.to());
        if (!request.dryRun() && request.to() != null) {
            // Else the spreading of leaders would take them away again.
            metadata.command(new MetadataCommand.HoldLeaders(clock.millis() + HELD.toMillis()), left(deadline));
        }
        var moved = new ArrayList<LeaderTransfer.Moved>();
        var groups =
                request.to() == null ? ids.all().limit(1).toList() : ids.all().toList();
        for (var group : groups) {
            var before = node.leader(group);
            if (before.isEmpty() || before.getAsInt() != to) {
                if (!request.dryRun()) {
                    transfer(group, to, deadline, !moved.isEmpty());
                }
                moved.add(new LeaderTransfer.Moved(ids.name(group), name(before), String.valueOf(to)));
            }
        }
        return new LeaderTransfer.Reply(request.dryRun(), moved);
    }

    private int target(String text) {
        int id = member(text);
        if (!configurations.of(ids.metadata()).votes(id)) {
            throw TakhinException.of(ErrorCode.REFUSED, "node " + id + " does not vote, so it can't lead");
        }
        if (!watch.alive(id)) {
            throw TakhinException.of(ErrorCode.REFUSED, "node " + id + " was not heard of lately");
        }
        if (metadata.control().drained().contains(id)) {
            throw new TakhinException(AdminError.of(ErrorCode.REFUSED, "node " + id + " is drained")
                    .withHint("let it lead again with: takhin server undrain " + id));
        }
        return id;
    }

    private int member(String text) {
        try {
            int id = Integer.parseUnsignedInt(text);
            return configurations
                    .of(ids.metadata())
                    .member(id)
                    .orElseThrow(() -> new TakhinException(
                            AdminError.of(ErrorCode.NOT_FOUND, "node " + id + " is no member of this cluster")
                                    .withHint("see the members with: takhin members")))
                    .id();
        } catch (NumberFormatException e) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, "\"" + text + "\" is no node id"), e);
        }
    }

    private int other() {
        var leader = node.leader(ids.metadata());
        var drained = metadata.control().drained();
        return configurations.of(ids.metadata()).voters().stream()
                .map(voter -> voter.id())
                .filter(id -> (leader.isEmpty() || id != leader.getAsInt()) && watch.alive(id) && !drained.contains(id))
                .findFirst()
                .orElseThrow(() -> TakhinException.of(ErrorCode.REFUSED, "no other voter is there to lead"));
    }

    /** Asks the leader, follows one that moved meanwhile, and waits until this node sees the new one. */
    private void transfer(RaftGroupId group, int to, long deadline, boolean others) {
        var problem = "no leader answered";
        while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()) {
            var leader = node.leaderPeer(group);
            if (leader.isPresent() && GroupIds.nodeId(leader.get().getId()) == to) {
                return;
            }
            if (leader.isPresent()) {
                try {
                    configurations.transfer(group, leader.get(), GroupIds.peerId(to), shorter(left(deadline)));
                } catch (IOException e) {
                    // Refused while members change, and while the other is too far behind: both pass.
                    problem = String.valueOf(e.getMessage());
                    LOG.atDebug()
                            .addKeyValue("group", ids.name(group))
                            .setCause(e)
                            .log("Leadership did not move yet");
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new TakhinException(new AdminError(
                ErrorCode.DEADLINE,
                "node " + to + " does not lead " + ids.name(group) + " yet: " + problem,
                true,
                others ? Applied.YES : Applied.UNKNOWN,
                "see who leads with: takhin leader show"));
    }

    private static Duration shorter(Duration left) {
        return left.compareTo(TRY) < 0 ? left : TRY;
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }

    /** Keeps leadership away from a node, or lets it come back. */
    public ServerDrain.Reply drain(ServerDrain.Request request, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int id = request.id().isEmpty() ? node.nodeId() : member(request.id());
        metadata.refresh(timeout);
        boolean changes = metadata.control().drained().contains(id) != request.drained();
        if (request.drained() && changes) {
            refuseWithoutOthers(id);
        }
        if (!request.dryRun()) {
            if (changes) {
                metadata.command(new MetadataCommand.DrainNode(id, request.drained()), left(deadline));
            }
            if (request.drained()) {
                awaitNoneLed(id, deadline);
            }
        }
        boolean drained = request.dryRun() ? changes != request.drained() : request.drained();
        return new ServerDrain.Reply(request.dryRun(), String.valueOf(id), changes, drained, led(id));
    }

    private void refuseWithoutOthers(int id) {
        var drained = metadata.control().drained();
        boolean others = configurations.of(ids.metadata()).voters().stream()
                .anyMatch(voter -> voter.id() != id && watch.alive(voter.id()) && !drained.contains(voter.id()));
        if (!others) {
            throw TakhinException.of(ErrorCode.REFUSED, "no other voter is there to lead in place of node " + id);
        }
    }

    private void awaitNoneLed(int id, long deadline) {
        while (led(id) > 0) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                throw new TakhinException(new AdminError(
                        ErrorCode.DEADLINE,
                        "node " + id + " is drained and still leads " + led(id) + " groups",
                        true,
                        Applied.YES,
                        "they move as soon as another is there: see takhin leader show"));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** How many groups a node leads, as this node knows. */
    public int led(int id) {
        return (int) ids.all()
                .filter(group ->
                        node.leader(group).isPresent() && node.leader(group).getAsInt() == id)
                .count();
    }
}
