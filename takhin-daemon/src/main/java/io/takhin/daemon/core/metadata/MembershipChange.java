package io.takhin.daemon.core.metadata;

import java.util.List;

/**
 * A change of members that is under way: all groups go from one membership to the next, step by step. It is part of the
 * metadata, so that whoever leads goes on with it.
 *
 * <pre>
 * step 1 ──► step 2 ──► … ──► ended
 *    └─────────┴── deadline ──► rolling back ──► ended
 * </pre>
 *
 * @param id its id
 * @param what what was asked, for people
 * @param steps the memberships to go through; the last is the aim
 * @param step the one it is at, from 0
 * @param before the membership before it
 * @param fallback where to it rolls back
 * @param rollingBack whether it does
 * @param deadlineMs when it begins to, in ms since the epoch; 0 for never
 */
public record MembershipChange(
        String id,
        String what,
        List<Membership> steps,
        int step,
        Membership before,
        Membership fallback,
        boolean rollingBack,
        long deadlineMs) {

    /** Copies the list. */
    public MembershipChange {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || step < 0 || step >= steps.size()) {
            throw new IllegalArgumentException("a change has a step, and is at one of its steps");
        }
    }

    /** Where the groups are to go now. */
    public Membership goal() {
        return rollingBack ? fallback : steps.get(step);
    }

    /** Whether nothing follows its present step. */
    public boolean isAtLast() {
        return rollingBack || step == steps.size() - 1;
    }

    MembershipChange next() {
        return new MembershipChange(id, what, steps, step + 1, before, fallback, rollingBack, deadlineMs);
    }

    MembershipChange back() {
        return new MembershipChange(id, what, steps, step, before, fallback, true, deadlineMs);
    }
}
