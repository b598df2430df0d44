package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method leader.show. */
public final class LeaderShow {

    private LeaderShow() {}

    /** Asks for it. */
    @Doc("Nothing to say.")
    public record Request() {}

    /**
     * Who leads.
     *
     * @param leader who leads the metadata
     * @param groups who leads which group
     */
    @Doc("Who leads.")
    public record Reply(
            @Doc("The id of the node that leads the metadata; absent when there is none.") @Nullable
            String leader,

            @Doc("Who leads which Raft group, the metadata's first.")
            List<GroupLeader> groups) {}

    /**
     * Who leads one group.
     *
     * @param group its name
     * @param leader the node
     * @param term the term
     */
    @Doc("Who leads one Raft group.")
    public record GroupLeader(
            @Doc("The group: metadata, or data-N.") String group,

            @Doc("The id of the node that leads it; absent when there is none.") @Nullable
            String leader,

            @Doc("The term, as the node that answers knows it.")
            long term) {}
}
