package io.takhin.common.admin.topic;

import io.takhin.common.json.Doc;
import java.util.Map;

/** Method topic.create. */
public final class TopicCreate {

    private TopicCreate() {}

    /**
     * The topic to create.
     *
     * @param name its name
     * @param partitions how many, 0 for the cluster's default
     * @param replicationFactor how many replicas, 0 for the cluster's default
     * @param configs Kafka's topic configs that differ from the defaults
     * @param ifNotExists whether an equal topic that exists already is fine
     * @param noWait whether to answer before every partition has a leader
     * @param dryRun whether to judge only
     */
    @Doc("The topic to create.")
    public record Request(
            @Doc("Its name: letters, digits, '.', '_' and '-', at most 249.")
            String name,

            @Doc("How many partitions; 0 takes the cluster's default.")
            int partitions,

            @Doc("How many replicas; 0 takes the cluster's default.")
            int replicationFactor,

            @Doc("Kafka's topic configs that differ from the defaults.")
            Map<String, String> configs,

            @Doc("Whether an equal topic that exists already is fine; one that differs is a conflict.")
            boolean ifNotExists,

            @Doc("Whether to answer before every partition has a leader.")
            boolean noWait,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * The topic as it is now, or would be.
     *
     * @param change created or unchanged
     * @param dryRun whether it was judged only
     * @param topic the topic
     */
    @Doc("The topic as it is now, or would be.")
    public record Reply(
            @Doc("created or unchanged.") Change change,
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("The topic.") TopicSummary topic) {}
}
