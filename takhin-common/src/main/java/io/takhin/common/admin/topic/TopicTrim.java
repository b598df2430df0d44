package io.takhin.common.admin.topic;

import io.takhin.common.error.AdminError;
import io.takhin.common.json.Doc;
import io.takhin.common.model.OffsetSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method topic.trim. */
public final class TopicTrim {

    private TopicTrim() {}

    /**
     * What to delete.
     *
     * @param name the topic
     * @param partitions which of its partitions, empty for all
     * @param to the place before which records go
     * @param dryRun whether to judge only
     */
    @Doc("The records to delete: all before a place.")
    public record Request(
            @Doc("The topic's name.") String name,
            @Doc("Which of its partitions; empty for all.") List<Integer> partitions,

            @Doc("The place before which records go: end, N, -N or @TIME.")
            OffsetSpec to,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * What was deleted.
     *
     * @param change changed or unchanged
     * @param dryRun whether it was judged only
     * @param name the topic
     * @param partitions each partition's start offset before and after
     */
    @Doc("What was deleted, or would be.")
    public record Reply(
            @Doc("changed or unchanged.") Change change,
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("The topic's name.") String name,

            @Doc("Each partition's start offset before and after.")
            List<Trimmed> partitions) {}

    /**
     * One partition.
     *
     * @param partition its number
     * @param before its start offset before
     * @param after its start offset after
     * @param error why it was left as it was
     */
    @Doc("One partition's start offset before and after.")
    public record Trimmed(
            @Doc("Its number.") int partition,
            @Doc("Its start offset before.") long before,
            @Doc("Its start offset after.") long after,
            @Doc("Why it was left as it was.") @Nullable AdminError error) {}
}
