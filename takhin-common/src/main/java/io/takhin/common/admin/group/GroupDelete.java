package io.takhin.common.admin.group;

import io.takhin.common.admin.topic.Change;
import io.takhin.common.error.AdminError;
import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method group.delete. */
public final class GroupDelete {

    private GroupDelete() {}

    /**
     * Which groups.
     *
     * @param names their names
     * @param ifExists whether a missing group is fine
     * @param dryRun whether to judge only
     */
    @Doc("Which groups to delete.")
    public record Request(
            @Doc("Their names.") List<String> names,

            @Doc("Whether a group that does not exist is fine.")
            boolean ifExists,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * What became of each.
     *
     * @param dryRun whether it was judged only
     * @param groups in the order asked
     */
    @Doc("What became of each group.")
    public record Reply(
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("In the order asked.") List<Deleted> groups) {}

    /**
     * One group.
     *
     * @param name its name
     * @param change deleted or unchanged
     * @param error why it was left
     */
    @Doc("What became of one group.")
    public record Deleted(
            @Doc("Its name.") String name,
            @Doc("deleted or unchanged.") Change change,
            @Doc("Why it was left as it was.") @Nullable AdminError error) {}
}
