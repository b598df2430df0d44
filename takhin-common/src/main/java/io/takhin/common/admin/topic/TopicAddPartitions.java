package io.takhin.common.admin.topic;

import io.takhin.common.json.Doc;

/** Method topic.add-partitions. */
public final class TopicAddPartitions {

    private TopicAddPartitions() {}

    /**
     * How many there should be.
     *
     * @param name the topic
     * @param total how many partitions it shall have
     * @param dryRun whether to judge only
     */
    @Doc("How many partitions a topic shall have.")
    public record Request(
            @Doc("The topic's name.") String name,

            @Doc("How many partitions it shall have afterwards.")
            int total,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * How many there are.
     *
     * @param change changed or unchanged
     * @param dryRun whether it was judged only
     * @param name the topic
     * @param before how many it had
     * @param after how many it has
     */
    @Doc("How many partitions the topic has, or would have.")
    public record Reply(
            @Doc("changed or unchanged.") Change change,
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("The topic's name.") String name,
            @Doc("How many it had.") int before,
            @Doc("How many it has.") int after) {}
}
