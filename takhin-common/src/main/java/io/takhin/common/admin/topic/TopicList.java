package io.takhin.common.admin.topic;

import io.takhin.common.json.Doc;
import java.util.List;

/** Method topic.list. */
public final class TopicList {

    private TopicList() {}

    /**
     * Which topics.
     *
     * @param internal whether the cluster's own topics are listed too
     */
    @Doc("Which topics to list.")
    public record Request(
            @Doc("Whether the cluster's own topics are listed too.")
            boolean internal) {}

    /**
     * The topics.
     *
     * @param topics by name
     */
    @Doc("The topics, by name.")
    public record Reply(@Doc("The topics, by name.") List<TopicSummary> topics) {}
}
