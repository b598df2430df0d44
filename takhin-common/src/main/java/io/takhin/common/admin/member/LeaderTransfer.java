package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method leader.transfer. */
public final class LeaderTransfer {

    private LeaderTransfer() {}

    /**
     * Where to.
     *
     * @param to the node, absent for any other than the present leader
     * @param dryRun whether to judge only
     */
    @Doc("Where leadership goes.")
    public record Request(
            @Doc("The id of the node that is to lead every group; absent to move only the metadata, to any other node.")
            @Nullable
            String to,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * What moved.
     *
     * @param dryRun whether it was judged only
     * @param moved the groups that moved
     */
    @Doc("What moved.")
    public record Reply(
            @Doc("Whether it was judged only.") boolean dryRun,

            @Doc("The groups whose leader changed; empty when all was as asked.")
            List<Moved> moved) {}

    /**
     * One group.
     *
     * @param group its name
     * @param before who led
     * @param after who leads
     */
    @Doc("A group whose leader changed.")
    public record Moved(
            @Doc("The group: metadata, or data-N.") String group,

            @Doc("Who led before; absent when nobody did.") @Nullable
            String before,

            @Doc("Who leads now, as it was observed.") String after) {}
}
