package io.takhin.common.admin.group;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method group.lag. */
public final class GroupLag {

    private GroupLag() {}

    /**
     * Which group.
     *
     * @param name its name
     * @param topics which topics, empty for all it reads
     */
    @Doc("Whose lag to measure.")
    public record Request(
            @Doc("The group's name.") String name,

            @Doc("Of which topics; empty for all that the group reads or has offsets of.")
            List<String> topics) {}

    /**
     * The lag.
     *
     * @param name the group
     * @param state in Kafka's words
     * @param total over all partitions
     * @param partitions by topic and number
     */
    @Doc("How far a group is behind.")
    public record Reply(
            @Doc("The group's name.") String name,

            @Doc("Its state in Kafka's words, such as Stable or Empty.")
            String state,

            @Doc("How many offsets it is behind over all these partitions.")
            long total,

            @Doc("Each partition, by topic and number.") List<Partition> partitions) {}

    /**
     * One partition.
     *
     * @param topic the topic
     * @param partition its number
     * @param committed the next offset to read
     * @param end behind the last record
     * @param lag between the two
     * @param member who reads it
     */
    @Doc("How far a group is behind in one partition.")
    public record Partition(
            @Doc("The topic's name.") String topic,
            @Doc("The partition's number.") int partition,

            @Doc("The offset that was committed, which is the next to read; absent if none was.") @Nullable
            Long committed,

            @Doc("The offset behind the last record.") long end,

            @Doc("How many offsets lie between; all that the partition has if none was committed.")
            long lag,

            @Doc("The id of the member that reads it; absent if none does.") @Nullable
            String member) {}
}
