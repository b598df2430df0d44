package io.takhin.daemon.core.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has asked of the cluster itself.
 *
 * @param change the change of members that is under way
 * @param last the id of the one that ended last, empty before the first
 * @param lastFailed whether that one was rolled back
 * @param drained nodes that leadership is kept away from, by id
 * @param leadersHeldUntilMs until when leaders stay where they were moved to, in ms since the epoch
 */
public record ClusterControl(
        @Nullable MembershipChange change,
        String last,
        boolean lastFailed,
        List<Integer> drained,
        long leadersHeldUntilMs) {

    /** Nothing was asked yet. */
    public static final ClusterControl NONE = new ClusterControl(null, "", false, List.of(), 0);

    /** Copies the list. */
    public ClusterControl {
        drained = drained.stream().sorted().distinct().toList();
    }

    ClusterControl with(@Nullable MembershipChange newChange) {
        return new ClusterControl(newChange, last, lastFailed, drained, leadersHeldUntilMs);
    }

    ClusterControl ended(MembershipChange ended) {
        return new ClusterControl(null, ended.id(), ended.rollingBack(), drained, leadersHeldUntilMs);
    }

    ClusterControl with(List<Integer> newDrained) {
        return new ClusterControl(change, last, lastFailed, newDrained, leadersHeldUntilMs);
    }

    ClusterControl heldUntil(long untilMs) {
        return new ClusterControl(change, last, lastFailed, drained, untilMs);
    }
}
