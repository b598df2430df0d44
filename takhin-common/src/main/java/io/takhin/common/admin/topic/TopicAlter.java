package io.takhin.common.admin.topic;

import io.takhin.common.json.Doc;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Method topic.alter. */
public final class TopicAlter {

    private TopicAlter() {}

    /**
     * What to change.
     *
     * @param name the topic
     * @param set configs to set
     * @param remove configs to return to their defaults
     * @param dryRun whether to judge only
     */
    @Doc("Which configs to set and remove.")
    public record Request(
            @Doc("The topic's name.") String name,
            @Doc("Configs to set.") Map<String, String> set,
            @Doc("Configs to return to their defaults.") List<String> remove,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * What changed.
     *
     * @param change changed or unchanged
     * @param dryRun whether it was judged only
     * @param name the topic
     * @param configs the configs that differ, by name
     */
    @Doc("What changed, or would.")
    public record Reply(
            @Doc("changed or unchanged.") Change change,
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("The topic's name.") String name,
            @Doc("The configs that differ, by name.") List<Difference> configs) {}

    /**
     * One config that differs.
     *
     * @param name which
     * @param before what the topic had set, where it had
     * @param after what the topic has set, where it has
     */
    @Doc("One config that differs.")
    public record Difference(
            @Doc("Which config.") String name,

            @Doc("What the topic had set; absent for the default.") @Nullable
            String before,

            @Doc("What the topic has set; absent for the default.") @Nullable
            String after) {}
}
