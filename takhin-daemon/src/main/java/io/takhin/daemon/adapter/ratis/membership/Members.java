package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.admin.member.MembersAdd;
import io.takhin.common.admin.member.MembersPromote;
import io.takhin.common.admin.member.MembersRemove;
import io.takhin.common.admin.member.MembersSetVoters;
import io.takhin.common.admin.member.MembershipReply;
import io.takhin.common.config.HostPort;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.Membership;
import io.takhin.daemon.core.metadata.MembershipChange;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.NodeAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.ratis.protocol.RaftGroupId;

/**
 * Changes the members: judges a request against the newest membership, puts the change into the metadata, and waits
 * until whoever leads has carried it out. Blocks the caller.
 */
public final class Members {

    private static final long POLL_NANOS = 25_000_000;

    private final RaftGroupId metadataGroup;
    private final Configurations configurations;
    private final ClusterWatch watch;
    private final Newcomers newcomers;
    private final Metadata metadata;
    private final Lags lags;
    private final Clock clock;

    /** The metadata, as this node's replica has it. */
    public interface Metadata {

        /** Waits until this replica has all that was committed before the call; refuses when that can't be had. */
        void refresh(Duration timeout);

        /** What is asked of the cluster itself. */
        ClusterControl control();

        /** Has a command decided; a refusal is thrown. */
        void command(MetadataCommand command, Duration timeout);
    }

    /** Changes the members of a node's cluster. */
    public Members(
            RaftGroupId metadataGroup,
            Configurations configurations,
            ClusterWatch watch,
            Newcomers newcomers,
            Metadata metadata,
            Lags lags,
            Clock clock) {
        this.metadataGroup = metadataGroup;
        this.configurations = configurations;
        this.watch = watch;
        this.newcomers = newcomers;
        this.metadata = metadata;
        this.lags = lags;
        this.clock = clock;
    }

    /** How a change behaves. */
    private record How(boolean dryRun, boolean quorumLossAllowed, boolean goesOn) {}

    /** Adds a node. */
    public MembershipReply add(MembersAdd.Request request, Duration timeout) {
        var node = new NodeAddress(id(request.id()), address(request.address()));
        return run(
                before -> Plan.add(before, node, request.listener(), request.keepListener()),
                new How(request.dryRun(), false, false),
                timeout);
    }

    /** Makes a listener a voter. */
    public MembershipReply promote(MembersPromote.Request request, Duration timeout) {
        int id = id(request.id());
        return run(before -> Plan.promote(before, id), new How(request.dryRun(), false, false), timeout);
    }

    /** Removes a node. */
    public MembershipReply remove(MembersRemove.Request request, Duration timeout) {
        int id = id(request.id());
        var how = new How(request.dryRun(), request.unsafeAllowQuorumLoss(), false);
        return run(before -> Plan.remove(before, id), how, timeout);
    }

    /** Goes to these voters. */
    public MembershipReply setVoters(MembersSetVoters.Request request, Duration timeout) {
        return run(
                before -> Plan.setVoters(
                        before,
                        request.ids().stream().map(word -> named(before, word)).toList()),
                new How(request.dryRun(), false, true),
                timeout);
    }

    private static NodeAddress named(Membership members, String word) {
        int at = word.indexOf('@');
        if (at >= 0) {
            return new NodeAddress(id(word.substring(0, at)), address(word.substring(at + 1)));
        }
        int id = id(word);
        return members.member(id)
                .orElseThrow(() -> new TakhinException(
                        AdminError.of(ErrorCode.NOT_FOUND, "node " + id + " is no member of this cluster")
                                .withHint("name its address as well: " + id + "@HOST:PORT")));
    }

    private static int id(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, "\"" + text + "\" is no node id"), e);
        }
    }

    private static String address(String text) {
        try {
            return HostPort.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.USAGE, "\"" + text + "\" is no HOST:PORT: " + e.getMessage()), e);
        }
    }

    private MembershipReply run(Function<Membership, Plan> planner, How how, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        metadata.refresh(timeout);
        var control = metadata.control();
        var running = control.change();
        var before = running == null ? configurations.of(metadataGroup) : running.before();
        var plan = planner.apply(before);
        if (running != null) {
            // The same request again follows the one that is under way.
            if (!running.what().equals(plan.what()) || how.dryRun) {
                throw new TakhinException(
                        AdminError.of(ErrorCode.CONFLICT, "another change of members is under way: " + running.what())
                                .withHint("see how far it is with: takhin members"));
            }
            return follow(running.id(), plan, deadline);
        }
        if (plan.steps().isEmpty()) {
            return reply(how.dryRun, false, plan, plan.before());
        }
        if (!how.quorumLossAllowed || plan.after().voters().isEmpty()) {
            plan.refuseQuorumLoss(watch::alive);
        }
        for (var node : plan.newcomers()) {
            if (how.dryRun) {
                newcomers.check(node, left(deadline));
            } else {
                newcomers.join(node, left(deadline));
            }
        }
        if (how.dryRun) {
            return reply(true, true, plan, plan.after());
        }
        var change = new MembershipChange(
                UUID.randomUUID().toString(),
                plan.what(),
                plan.steps(),
                0,
                plan.before(),
                plan.fallback(),
                false,
                how.goesOn ? 0 : rollbackAt(left(deadline)));
        metadata.command(new MetadataCommand.StartChange(change, control.last()), left(deadline));
        return follow(change.id(), plan, deadline);
    }

    /** Early enough that the caller still hears of it. */
    private long rollbackAt(Duration left) {
        long reserveMs = Math.min(5_000, left.toMillis() / 3);
        return clock.millis() + left.toMillis() - reserveMs;
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private MembershipReply follow(String id, Plan plan, long deadline) {
        while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()) {
            var control = metadata.control();
            if (control.last().equals(id)) {
                return ended(plan, control.lastFailed());
            }
            // A node that left hears no more of the metadata; the others tell.
            for (var hello : watch.hellos()) {
                if (hello.lastChange().equals(id)) {
                    return ended(plan, hello.lastFailed());
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new TakhinException(new AdminError(
                ErrorCode.DEADLINE,
                plan.what() + " is not done yet" + missing(plan),
                true,
                Applied.UNKNOWN,
                "the leader goes on with it: see how far it is with: takhin members"));
    }

    private MembershipReply ended(Plan plan, boolean failed) {
        if (failed) {
            boolean kept = !plan.fallback().equals(plan.before());
            throw new TakhinException(new AdminError(
                    ErrorCode.DEADLINE,
                    plan.what() + " was not done by the deadline" + missing(plan)
                            + (kept ? "; the node stays as a listener" : "; all is as it was before"),
                    true,
                    kept ? Applied.YES : Applied.NO,
                    "look at the node's log, or give it longer with --timeout"));
        }
        return reply(false, true, plan, plan.after());
    }

    private String missing(Plan plan) {
        var words = new ArrayList<String>();
        for (var node : plan.newcomers()) {
            long lag = lags.of(node.id(), watch.hellos());
            words.add(
                    lag < 0
                            ? "node " + node.id() + " was not seen to follow"
                            : "node " + node.id() + " is " + lag + " entries behind");
        }
        return words.isEmpty() ? "" : ": " + String.join(", ", words);
    }

    private MembershipReply reply(boolean dryRun, boolean changed, Plan plan, Membership after) {
        return new MembershipReply(
                dryRun,
                changed,
                Math.max(
                        configurations.index(metadataGroup),
                        watch.hellos().stream()
                                .filter(hello -> hello.configuration().applied())
                                .mapToLong(hello -> hello.configuration().index())
                                .max()
                                .orElse(-1)),
                Plan.electorate(plan.before(), watch::alive),
                Plan.electorate(after, id -> watch.alive(id) || isNew(plan, id)),
                List.copyOf(plan.lines()));
    }

    private static boolean isNew(Plan plan, int id) {
        return plan.newcomers().stream().anyMatch(node -> node.id() == id);
    }
}
