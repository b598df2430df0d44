package io.takhin.common.admin.member;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method members.list. */
public final class MembersList {

    private MembersList() {}

    /** Asks for it. */
    @Doc("Nothing to say.")
    public record Request() {}

    /** What a member does. */
    public enum Role {
        /** It votes. */
        VOTER,
        /** It follows and does not vote. */
        LISTENER,
        /** It catches up, to vote then. */
        JOINING
    }

    /**
     * The members.
     *
     * @param leader who leads the metadata
     * @param quorum how many votes decide
     * @param tolerance how many more voters may fail
     * @param members each
     * @param change what is under way
     */
    @Doc("The members of the cluster.")
    public record Reply(
            @Doc("The id of the node that leads the metadata; absent when there is none.") @Nullable
            String leader,

            @Doc("How many votes decide.") int quorum,

            @Doc("How many more voters may fail without a loss of quorum.")
            int tolerance,

            @Doc("The members by id.") List<Member> members,

            @Doc("The change of members that is under way; absent when there is none.") @Nullable
            Underway change) {}

    /**
     * One member.
     *
     * @param id its id
     * @param role what it does
     * @param alive whether it was heard of lately
     * @param silentMs how long it was not heard of
     * @param leads how many groups it leads
     * @param lag how many entries it is behind
     * @param drained whether leadership is kept away
     * @param version its version
     * @param raft its raft address
     * @param kafka its Kafka address
     * @param admin its admin address
     */
    @Doc("A member of the cluster.")
    public record Member(
            @Doc("Its id.") String id,

            @Doc("voter, listener, or joining while it catches up.")
            Role role,

            @Doc("Whether it was heard of lately.") boolean alive,

            @Doc("For how many milliseconds the node that answers has not heard of it; 0 for itself.")
            long silentMs,

            @Doc("How many Raft groups it leads.") int leads,

            @Doc("How many entries it is behind, over all groups, as their leaders know; -1 when they do not.")
            long lag,

            @Doc("Whether leadership is kept away from it.") boolean drained,

            @Doc("Its version; empty when it was never heard of.")
            String version,

            @Doc("Where its peers reach it, HOST:PORT.") String raft,
            @Doc("Where Kafka clients reach it, HOST:PORT.") String kafka,
            @Doc("Where admin clients reach it, HOST:PORT.") String admin) {}

    /**
     * What is under way.
     *
     * @param id its id
     * @param what what was asked
     * @param step which step it is at
     * @param steps how many there are
     * @param rollingBack whether it goes back
     * @param node who joins
     * @param lag how far that is behind
     */
    @Doc("A change of members that is under way.")
    public record Underway(
            @Doc("Its id.") String id,
            @Doc("What was asked, such as add-voter 4.") String what,
            @Doc("The step it is at, from 1.") int step,
            @Doc("How many steps it has.") int steps,

            @Doc("Whether its deadline has passed, and it goes back to where it came from.")
            boolean rollingBack,

            @Doc("The node that joins; absent when none does.") @Nullable
            String node,

            @Doc("How many entries that node is behind, over all groups; -1 when it is not known.")
            long lag) {}
}
