package io.takhin.common.admin.group;

import io.takhin.common.json.Doc;
import java.util.List;

/** Method group.list. */
public final class GroupList {

    private GroupList() {}

    /** All groups. */
    @Doc("All groups.")
    public record Request() {}

    /**
     * The groups.
     *
     * @param groups by name
     */
    @Doc("The groups, by name.")
    public record Reply(@Doc("The groups, by name.") List<GroupSummary> groups) {}
}
