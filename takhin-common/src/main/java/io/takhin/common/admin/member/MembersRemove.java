package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;

/** Method members.remove. */
public final class MembersRemove {

    private MembersRemove() {}

    /**
     * Who.
     *
     * @param id the node
     * @param unsafeAllowQuorumLoss whether it is removed though too few voters would be alive
     * @param dryRun whether to judge only
     */
    @Doc("Who leaves.")
    public record Request(
            @Doc("The node's id.") String id,

            @Doc("Whether it is removed even if fewer voters than a quorum would be alive then.")
            boolean unsafeAllowQuorumLoss,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}
}
