package io.takhin.common.admin.cluster;

import io.takhin.common.json.Doc;
import java.util.List;

/** Method snapshot.create. */
public final class SnapshotCreate {

    private SnapshotCreate() {}

    /**
     * Where.
     *
     * @param id the node; empty for all members
     * @param dryRun whether to look only
     */
    @Doc("On which nodes.")
    public record Request(
            @Doc("The node's id; empty for all members.") String id,
            @Doc("Whether to look only and change nothing.") boolean dryRun) {}

    /**
     * What became of it.
     *
     * @param dryRun whether it was looked at only
     * @param snapshots each group on each node
     */
    @Doc("What became of it.")
    public record Reply(
            @Doc("Whether it was looked at only.") boolean dryRun,
            @Doc("Each Raft group on each node.") List<Taken> snapshots) {}

    /**
     * One group on one node.
     *
     * @param node the node
     * @param group the group
     * @param before the last entry in the newest snapshot before, -1 without one
     * @param index the last entry in the newest snapshot now, in a dry run in the one that would be taken
     * @param problem why there is no newer one, empty if there is
     */
    @Doc("One Raft group on one node.")
    public record Taken(
            @Doc("The node.") String node,
            @Doc("The group: metadata, or data-N.") String group,

            @Doc("The last entry in the node's newest snapshot before; -1 when it had none.")
            long before,

            @Doc("The last entry in its newest snapshot now; in a dry run, in the one that would be taken.")
            long index,

            @Doc("Why no snapshot was taken; empty when all that was applied is in one.")
            String problem) {}
}
