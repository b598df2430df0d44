package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;
import java.util.List;

/** Method members.set-voters. */
public final class MembersSetVoters {

    private MembersSetVoters() {}

    /**
     * Who votes.
     *
     * @param ids the voters
     * @param dryRun whether to judge only
     */
    @Doc("Who is to vote.")
    public record Request(
            @Doc("The ids of all voters; each is a member already, or written ID@HOST:PORT.")
            List<String> ids,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}
}
