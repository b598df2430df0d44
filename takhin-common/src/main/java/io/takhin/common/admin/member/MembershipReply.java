package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * What became of a change of members, read back after it was committed in every group.
 *
 * @param dryRun whether it was judged only
 * @param changed whether anything changed
 * @param index the configuration's index in the metadata's log
 * @param before as it was
 * @param after as it is
 * @param steps what was done in between
 */
@Doc("What became of a change of members, read back after every group had committed it.")
public record MembershipReply(
        @Doc("Whether it was judged only.") boolean dryRun,
        @Doc("Whether anything changed.") boolean changed,

        @Doc("The index of the configuration in the metadata group's log.")
        long index,

        @Doc("The members before.") Electorate before,
        @Doc("The members after.") Electorate after,

        @Doc("The single steps from one to the other, in order.")
        List<String> steps) {

    /**
     * Who votes, and what that means.
     *
     * @param voters who votes
     * @param listeners who only follows
     * @param live how many voters are alive
     * @param quorum how many decide
     * @param tolerance how many more may fail
     */
    @Doc("Who votes, and what that means.")
    public record Electorate(
            @Doc("The ids of those who vote.") List<String> voters,
            @Doc("The ids of those who only follow.") List<String> listeners,
            @Doc("How many of the voters are alive.") int live,
            @Doc("How many votes decide.") int quorum,

            @Doc("How many more voters may fail without a loss of quorum.")
            int tolerance) {}
}
