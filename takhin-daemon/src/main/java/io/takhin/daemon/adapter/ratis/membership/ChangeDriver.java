package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.Membership;
import io.takhin.daemon.core.metadata.MembershipChange;
import io.takhin.daemon.core.metadata.MetadataCommand;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the change of members that the metadata has, on the node that leads the metadata: all groups, one after
 * the other, to the step's membership, then the next step. All it knows is in the metadata and the groups, so the next
 * leader goes on where this one stopped.
 *
 * <p>A newcomer is staged as a voter by Ratis, which gives it its vote when it has caught up. It never becomes one by
 * way of being a listener: Ratis 3.3.0 would not let it vote before its next start.
 */
public final class ChangeDriver {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeDriver.class);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(3);

    /** How often a group may answer that it is changing before a rollback ends that. */
    private static final int PATIENCE = 8;

    private final RaftNode node;
    private final GroupIds ids;
    private final Configurations configurations;
    private final ClusterWatch watch;
    private final Supplier<ClusterControl> control;
    private final Consumer<MetadataCommand> propose;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();

    // Of the goal that is driven now; used by the one who holds `running`.
    private String goalKey = "";
    private final Set<RaftGroupId> reached = new HashSet<>();
    private int refusals;
    private String delay = "";

    /** Drives what {@code control} has; {@code propose} waits until its command is applied, or fails quietly. */
    public ChangeDriver(
            RaftNode node,
            GroupIds ids,
            Configurations configurations,
            ClusterWatch watch,
            Supplier<ClusterControl> control,
            Consumer<MetadataCommand> propose,
            Clock clock) {
        this.node = node;
        this.ids = ids;
        this.configurations = configurations;
        this.watch = watch;
        this.control = control;
        this.propose = propose;
        this.clock = clock;
    }

    /** Does what can be done now. Blocks for seconds at most; a second caller returns at once. */
    public void drive() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            for (var change = control.get().change();
                    change != null && node.leads(ids.metadata()) && drive(change);
                    change = control.get().change()) {
                LOG.atDebug().addKeyValue("change", change.what()).log("A step of a change of members is done");
            }
        } finally {
            running.set(false);
        }
    }

    /** Whether a step was ended, so that there may be more to do at once. */
    private boolean drive(MembershipChange change) {
        if (!change.rollingBack() && change.deadlineMs() > 0 && clock.millis() > change.deadlineMs()) {
            LOG.atWarn().addKeyValue("change", change.what()).log("A change of members is rolled back");
            propose.accept(new MetadataCommand.RollBackChange(change.id()));
            return !change.equals(control.get().change());
        }
        var key = change.id() + "/" + change.step() + "/" + change.rollingBack();
        if (!key.equals(goalKey)) {
            goalKey = key;
            reached.clear();
            refusals = 0;
        }
        for (var group : order(change.goal())) {
            if (!reached.contains(group) && !reach(group, change)) {
                return false;
            }
            reached.add(group);
        }
        LOG.atInfo()
                .addKeyValue("change", change.what())
                .addKeyValue("step", change.step() + 1)
                .addKeyValue("voters", change.goal().voters())
                .log("All groups have these members");
        propose.accept(new MetadataCommand.AdvanceChange(change.id(), change.step(), change.rollingBack()));
        return !change.equals(control.get().change());
    }

    /** Who leaves, leaves the metadata last, as it would not hear of the rest; who comes, comes there first. */
    private List<RaftGroupId> order(Membership goal) {
        var all = ids.all().toList();
        boolean leaving = configurations
                .of(ids.metadata())
                .all()
                .anyMatch(member -> goal.member(member.id()).isEmpty());
        return leaving ? all.reversed() : all;
    }

    private boolean reach(RaftGroupId group, MembershipChange change) {
        var leader = node.leaderPeer(group);
        if (leader.isEmpty()) {
            return false;
        }
        var goal = change.goal();
        var current = configurations.of(group);
        try {
            if (!goal.votes(GroupIds.nodeId(leader.get().getId()))) {
                handOver(group, leader.get(), current, goal);
                return false;
            }
            configurations.change(group, leader.get(), current, goal);
            return true;
        } catch (IOException e) {
            noteDelay(group, change, String.valueOf(e.getMessage()));
            refusals++;
            endStaging(group, leader.get(), change);
            return false;
        }
    }

    private void noteDelay(RaftGroupId group, MembershipChange change, String reason) {
        // Once for each reason: it is tried many times.
        if (!reason.equals(delay)) {
            delay = reason;
            LOG.atInfo()
                    .addKeyValue("group", ids.name(group))
                    .addKeyValue("change", change.what())
                    .addKeyValue("reason", reason)
                    .log("A group does not have the new members yet");
        }
    }

    private void handOver(RaftGroupId group, RaftPeer leader, Membership current, Membership goal) throws IOException {
        var drained = control.get().drained();
        var heir = current.voters().stream()
                .filter(voter -> goal.votes(voter.id()) && watch.alive(voter.id()))
                .min((a, b) -> Boolean.compare(drained.contains(a.id()), drained.contains(b.id())))
                .orElseThrow(() -> new IOException("nobody is there to lead " + ids.name(group)));
        configurations.transfer(group, leader, GroupIds.peerId(heir.id()), TRANSFER_TIMEOUT);
    }

    /** A newcomer that is still being staged would join after the rollback; a leader that steps down forgets it. */
    private void endStaging(RaftGroupId group, RaftPeer leader, MembershipChange change) {
        if (change.rollingBack() && refusals >= PATIENCE) {
            refusals = 0;
            try {
                configurations.transfer(group, leader, null, TRANSFER_TIMEOUT);
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("group", ids.name(group)).setCause(e).log("The leader did not step down");
            }
        }
    }
}
