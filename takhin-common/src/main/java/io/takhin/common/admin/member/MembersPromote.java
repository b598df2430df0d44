package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;

/** Method members.promote. */
public final class MembersPromote {

    private MembersPromote() {}

    /**
     * Who.
     *
     * @param id the listener
     * @param dryRun whether to judge only
     */
    @Doc("Which listener becomes a voter.")
    public record Request(
            @Doc("The listener's id.") String id,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}
}
