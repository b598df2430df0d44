package io.takhin.common.admin.topic;

import io.takhin.common.error.AdminError;
import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method topic.delete. */
public final class TopicDelete {

    private TopicDelete() {}

    /**
     * Which topics.
     *
     * @param names their names
     * @param ifExists whether a missing topic is fine
     * @param dryRun whether to judge only
     */
    @Doc("Which topics to delete.")
    public record Request(
            @Doc("Their names.") List<String> names,

            @Doc("Whether a topic that does not exist is fine.")
            boolean ifExists,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * What became of each.
     *
     * @param dryRun whether it was judged only
     * @param topics in the order asked
     */
    @Doc("What became of each topic.")
    public record Reply(
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("In the order asked.") List<Deleted> topics) {}

    /**
     * One topic.
     *
     * @param name its name
     * @param change deleted or unchanged
     * @param partitions how many it had
     * @param sizeBytes how much it took on the node that answers
     * @param error why it was left
     */
    @Doc("What became of one topic.")
    public record Deleted(
            @Doc("Its name.") String name,
            @Doc("deleted or unchanged.") Change change,
            @Doc("How many partitions it had.") int partitions,

            @Doc("How many bytes its segments took on the node that answers.")
            long sizeBytes,

            @Doc("Why it was left as it was.") @Nullable AdminError error) {}
}
