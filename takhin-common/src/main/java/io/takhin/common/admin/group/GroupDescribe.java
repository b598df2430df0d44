package io.takhin.common.admin.group;

import io.takhin.common.json.Doc;

/** Method group.describe. */
public final class GroupDescribe {

    private GroupDescribe() {}

    /**
     * Which group.
     *
     * @param name its name
     */
    @Doc("Which group to describe.")
    public record Request(@Doc("Its name.") String name) {}
}
