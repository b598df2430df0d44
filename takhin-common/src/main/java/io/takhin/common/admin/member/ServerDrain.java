package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;

/** Method server.drain. */
public final class ServerDrain {

    private ServerDrain() {}

    /**
     * Who.
     *
     * @param id the node
     * @param drained whether leadership is kept away from it
     * @param dryRun whether to judge only
     */
    @Doc("Which node, and which way.")
    public record Request(
            @Doc("The node's id; empty for the node that answers.")
            String id,

            @Doc("Whether leadership is to be kept away from it.")
            boolean drained,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * What became of it.
     *
     * @param dryRun whether it was judged only
     * @param id the node
     * @param changed whether anything changed
     * @param drained how it is now
     * @param leads how many groups it leads now
     */
    @Doc("What became of it.")
    public record Reply(
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("The node.") String id,
            @Doc("Whether anything changed.") boolean changed,
            @Doc("Whether leadership is kept away from it.") boolean drained,
            @Doc("How many Raft groups it leads now.") int leads) {}
}
