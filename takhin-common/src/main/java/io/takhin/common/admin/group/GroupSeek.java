package io.takhin.common.admin.group;

import io.takhin.common.admin.topic.Change;
import io.takhin.common.json.Doc;
import io.takhin.common.model.OffsetSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method group.seek. */
public final class GroupSeek {

    private GroupSeek() {}

    /**
     * Where to.
     *
     * @param name the group
     * @param topics which topics, empty for all it has offsets of
     * @param partitions which partitions of them, empty for all
     * @param to the place
     * @param dryRun whether to judge only
     */
    @Doc("Where a group is to read on.")
    public record Request(
            @Doc("The group's name.") String name,

            @Doc("In which topics; empty for all that the group has offsets of.")
            List<String> topics,

            @Doc("In which of their partitions; empty for all.")
            List<Integer> partitions,

            @Doc("The place: start, end, N, -N or @TIME. It is kept within the records that there are.")
            OffsetSpec to,

            @Doc("Whether to judge only and change nothing.")
            boolean dryRun) {}

    /**
     * What was moved.
     *
     * @param change changed or unchanged
     * @param dryRun whether it was judged only
     * @param name the group
     * @param partitions by topic and number
     */
    @Doc("What was moved, or would be.")
    public record Reply(
            @Doc("changed or unchanged.") Change change,
            @Doc("Whether it was judged only.") boolean dryRun,
            @Doc("The group's name.") String name,
            @Doc("Each partition, by topic and number.") List<Moved> partitions) {}

    /**
     * One partition.
     *
     * @param topic the topic
     * @param partition its number
     * @param before the offset committed before
     * @param after the offset committed now
     */
    @Doc("Where a group reads on in one partition, before and after.")
    public record Moved(
            @Doc("The topic's name.") String topic,
            @Doc("The partition's number.") int partition,

            @Doc("The offset that was committed before; absent if none was.") @Nullable
            Long before,

            @Doc("The offset that is committed now.") long after) {}
}
