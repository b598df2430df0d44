package io.takhin.common.admin.stream;

import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.json.Doc;
import java.util.List;

/**
 * The state now: sent at once, after each change, and every few seconds so that a dead connection is noticed.
 *
 * @param cluster the cluster
 * @param health its health
 * @param topics those of the watched topics that exist
 */
@Doc("The state now.")
public record WatchUpdate(
        @Doc("The cluster.") ClusterInfo cluster,
        @Doc("Its health.") Health health,
        @Doc("Those of the watched topics that exist.") List<TopicReadiness> topics) {

    /**
     * One topic.
     *
     * @param name its name
     * @param partitions how many
     * @param leaderless how many have no leader
     * @param underReplicated how many have a replica that is not in sync
     */
    @Doc("How ready one topic is.")
    public record TopicReadiness(
            @Doc("Its name.") String name,
            @Doc("How many partitions it has.") int partitions,
            @Doc("How many of them have no leader.") int leaderless,

            @Doc("How many of them have a replica that is not in sync.")
            int underReplicated) {}
}
