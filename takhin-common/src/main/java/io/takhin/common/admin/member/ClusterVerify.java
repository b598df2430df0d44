package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;
import java.util.List;

/** Method cluster.verify. */
public final class ClusterVerify {

    private ClusterVerify() {}

    /** Asks for it. */
    @Doc("Nothing to say.")
    public record Request() {}

    /**
     * The verdict.
     *
     * @param identical whether all replicas are the same
     * @param groups each group
     */
    @Doc("Whether all replicas are the same.")
    public record Reply(
            @Doc("Whether every replica that answered is the same as its leader.")
            boolean identical,

            @Doc("Each Raft group.") List<Verified> groups) {}

    /**
     * One group.
     *
     * @param group its name
     * @param index the applied index that was compared
     * @param bytes how much was compared
     * @param replicas each replica
     */
    @Doc("What one Raft group's replicas hold.")
    public record Verified(
            @Doc("The group: metadata, or data-N.") String group,

            @Doc("The applied index at which they were compared.")
            long index,

            @Doc("How many bytes of records each replica was read for.")
            long bytes,

            @Doc("The replicas by node.") List<Replica> replicas) {}

    /**
     * One replica.
     *
     * @param node whose
     * @param hash what it holds
     * @param same whether that is what the leader holds
     * @param problem why it can't be told, or where it differs
     */
    @Doc("One replica.")
    public record Replica(
            @Doc("The node that keeps it.") String node,

            @Doc("The hash of what it holds; empty when it did not answer.")
            String hash,

            @Doc("Whether it is the leader's.") boolean same,

            @Doc("Where it differs, or why it can't be told; empty when it is the same.")
            String problem) {}
}
