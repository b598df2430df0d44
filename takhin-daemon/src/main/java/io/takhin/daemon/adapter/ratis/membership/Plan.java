package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.admin.member.MembershipReply.Electorate;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.core.metadata.Membership;
import io.takhin.daemon.core.metadata.NodeAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The way from one membership to another in single steps. Pure.
 *
 * @param what what was asked, for people; the same words mean the same change
 * @param before where it starts
 * @param fallback where it goes back to
 * @param steps what it goes through, none if all is as asked
 * @param lines what each step does, for people
 * @param newcomers who must be there first
 */
record Plan(
        String what,
        Membership before,
        Membership fallback,
        List<Membership> steps,
        List<String> lines,
        List<NodeAddress> newcomers) {

    /** Adds a node, unless it is what it is to be. */
    static Plan add(Membership before, NodeAddress node, boolean listener, boolean keepListener) {
        var known = before.member(node.id());
        var what = (listener ? "add-listener " : "add-voter ") + node.id();
        if (known.isPresent() && !known.get().equals(node)) {
            throw new TakhinException(AdminError.of(
                            ErrorCode.CONFLICT,
                            "node " + node.id() + " is a member at "
                                    + known.get().raft() + ", not at " + node.raft())
                    .withHint("a member keeps its address for life: remove it and add it under a new id"));
        }
        if (known.isPresent() && (listener || before.votes(node.id()))) {
            return new Plan(what, before, before, List.of(), List.of(), List.of());
        }
        if (known.isPresent()) {
            return promote(before, node.id());
        }
        var asListener = before.withListener(node);
        return new Plan(
                what,
                before,
                keepListener && !listener ? asListener : before,
                List.of(listener ? asListener : before.withVoter(node)),
                List.of("add node " + node.id() + " as " + (listener ? "listener" : "voter")),
                List.of(node));
    }

    /** Makes a listener a voter: it leaves for a moment, since a listener that stays is not given its vote. */
    static Plan promote(Membership before, int id) {
        var node = known(before, id);
        if (before.votes(id)) {
            return new Plan("promote " + id, before, before, List.of(), List.of(), List.of());
        }
        return new Plan(
                "promote " + id,
                before,
                before,
                List.of(before.without(id), before.withVoter(node)),
                List.of("take listener " + id + " out", "add node " + id + " as voter"),
                List.of());
    }

    /** Removes a node. */
    static Plan remove(Membership before, int id) {
        known(before, id);
        return new Plan(
                "remove-server " + id,
                before,
                before,
                List.of(before.without(id)),
                List.of("remove node " + id),
                List.of());
    }

    /** Adds who is missing, one at a time, then removes who is not wanted, one at a time. */
    static Plan setVoters(Membership before, Collection<NodeAddress> wanted) {
        var now = before;
        var steps = new ArrayList<Membership>();
        var lines = new ArrayList<String>();
        var newcomers = new ArrayList<NodeAddress>();
        for (var node : wanted) {
            if (!now.votes(node.id())) {
                var part = now.member(node.id()).isPresent() ? promote(now, node.id()) : add(now, node, false, false);
                steps.addAll(part.steps);
                lines.addAll(part.lines);
                newcomers.addAll(part.newcomers);
                now = steps.getLast();
            }
        }
        for (var voter : before.voters()) {
            if (wanted.stream().noneMatch(node -> node.id() == voter.id())) {
                now = now.without(voter.id());
                steps.add(now);
                lines.add("remove node " + voter.id());
            }
        }
        var what = "set-voters "
                + String.join(
                        ",",
                        wanted.stream()
                                .map(NodeAddress::id)
                                .sorted()
                                .map(String::valueOf)
                                .toList());
        return new Plan(what, before, before, steps, lines, newcomers);
    }

    private static NodeAddress known(Membership members, int id) {
        return members.member(id)
                .orElseThrow(() -> new TakhinException(
                        AdminError.of(ErrorCode.NOT_FOUND, "node " + id + " is no member of this cluster")
                                .withHint("see the members with: takhin members")));
    }

    /** Where it ends. */
    Membership after() {
        return steps.isEmpty() ? before : steps.getLast();
    }

    /** Refuses a step that leaves fewer voters alive than a quorum; newcomers count as alive. */
    void refuseQuorumLoss(IntPredicate alive) {
        IntPredicate there = id -> alive.test(id) || newcomers.stream().anyMatch(node -> node.id() == id);
        for (var step : steps) {
            var now = electorate(step, there);
            if (step.voters().isEmpty()) {
                throw TakhinException.of(ErrorCode.REFUSED, "the last voter can't be removed");
            }
            if (step.voters().size() < before.voters().size() && now.live() < now.quorum()) {
                var then = electorate(before, there);
                throw new TakhinException(AdminError.of(
                                ErrorCode.REFUSED,
                                what + " would leave fewer voters alive than a quorum: voters "
                                        + then.voters().size() + " → "
                                        + now.voters().size() + ", live " + then.live() + " → " + now.live()
                                        + ", quorum " + then.quorum() + " → " + now.quorum() + ", tolerance "
                                        + then.tolerance() + " → " + now.tolerance())
                        .withHint("bring the others back first; only --unsafe-allow-quorum-loss overrides this"));
            }
        }
    }

    /** What a membership means with these nodes alive. */
    static Electorate electorate(Membership members, IntPredicate alive) {
        int live = (int) members.voters().stream()
                .filter(voter -> alive.test(voter.id()))
                .count();
        return new Electorate(
                names(members.voters()),
                names(members.listeners()),
                live,
                members.quorum(),
                Math.max(0, live - members.quorum()));
    }

    private static List<String> names(List<NodeAddress> nodes) {
        return nodes.stream().map(node -> String.valueOf(node.id())).toList();
    }
}
