package io.takhin.common.admin.metrics;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Raft group as one of its members sees it.
 *
 * @param name which
 * @param role the member's part in it
 * @param leader who leads
 * @param term the term
 * @param commitIndex what is committed
 * @param appliedIndex what is applied
 * @param pending entries of its log that are not committed yet
 * @param followers how far the others are
 */
@Doc("A Raft group as the node that answers sees it.")
public record RaftGroup(
        @Doc("Which: metadata, or data- and its number.") String name,

        @Doc("The node's part in it: leader, follower, candidate or listener.")
        String role,

        @Doc("The id of the node that leads it; absent when none is known.") @Nullable
        String leader,

        @Doc("The term.") long term,
        @Doc("The index up to which entries are committed.") long commitIndex,

        @Doc("The index up to which entries are applied here.")
        long appliedIndex,

        @Doc("How many entries of the node's log are not committed yet.")
        long pending,

        @Doc("How far the others are; only its leader knows.")
        List<Follower> followers) {

    /** Copies the list. */
    public RaftGroup {
        followers = List.copyOf(followers);
    }

    /**
     * Another member.
     *
     * @param nodeId who
     * @param commitIndex what it knows to be committed
     * @param lagEntries how many entries that is behind the leader
     */
    @Doc("How far another member of a Raft group is.")
    public record Follower(
            @Doc("Its node id.") String nodeId,

            @Doc("The index up to which it knows entries to be committed.")
            long commitIndex,

            @Doc("How many entries that is behind the leader.")
            long lagEntries) {}
}
