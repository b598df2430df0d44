package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;

/** Method members.add. */
public final class MembersAdd {

    private MembersAdd() {}

    /**
     * Who.
     *
     * @param id the node's id
     * @param address its raft address
     * @param listener whether it is not to vote
     * @param keepListener whether it stays as a listener when it can't become a voter in time
     * @param dryRun whether to judge only
     */
    @Doc("Who joins.")
    public record Request(
            @Doc("The node's id.") String id,
            @Doc("Its raft address, HOST:PORT.") String address,

            @Doc("Whether it only follows and does not vote.")
            boolean listener,

            @Doc("Whether it stays as a listener if it has not caught up by the deadline; else all goes back.")
            boolean keepListener,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}
}
