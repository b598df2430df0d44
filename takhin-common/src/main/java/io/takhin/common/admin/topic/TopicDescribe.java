package io.takhin.common.admin.topic;

import io.takhin.common.json.Doc;

/** Method topic.describe. */
public final class TopicDescribe {

    private TopicDescribe() {}

    /**
     * Which topic.
     *
     * @param name its name
     */
    @Doc("Which topic to describe.")
    public record Request(@Doc("Its name.") String name) {}
}
