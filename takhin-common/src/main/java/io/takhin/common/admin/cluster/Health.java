package io.takhin.common.admin.cluster;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * How the cluster is.
 *
 * @param healthy whether nothing is wrong
 * @param ready whether the node that answers serves
 * @param tolerance how many voters may still fail
 * @param voters how many vote
 * @param alive how many voters were heard of lately
 * @param reasons what is wrong
 */
@Doc("How the cluster is.")
public record Health(
        @Doc("Whether nothing is wrong.") boolean healthy,
        @Doc("Whether the node that answers serves.") boolean ready,

        @Doc("How many more voters may fail without a loss of quorum.")
        int tolerance,

        @Doc("How many nodes vote.") int voters,
        @Doc("How many of them were heard of lately.") int alive,
        @Doc("What is wrong; empty when healthy.") List<Reason> reasons) {

    /** Asks for it. */
    @Doc("Nothing to say.")
    public record Request() {}

    /**
     * One thing that is wrong.
     *
     * @param code a word for scripts
     * @param message a line for people
     */
    @Doc("One thing that is wrong.")
    public record Reason(
            @Doc("A word for scripts, such as no-leader, not-ready, node-down, storage-failed or storage-full.")
            String code,

            @Doc("A line for people.") String message) {}
}
