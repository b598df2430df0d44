package io.takhin.common.admin.group;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group with its members.
 *
 * @param name its name
 * @param protocol classic or consumer
 * @param state in Kafka's words
 * @param coordinator the node that keeps it
 * @param assignor how partitions are shared out
 * @param members by client id, then by id
 */
@Doc("A group with its members.")
public record GroupDescription(
        @Doc("Its name.") String name,

        @Doc("The protocol its members speak: classic, or consumer (KIP-848).")
        String protocol,

        @Doc("Its state in Kafka's words, such as Stable or Empty.")
        String state,

        @Doc("The id of the node that keeps it.") String coordinator,

        @Doc("How partitions are shared out, such as range or uniform; empty without members.")
        String assignor,

        @Doc("Its members, by client id, then by id.") List<Member> members) {

    /**
     * One member.
     *
     * @param id its id in the group
     * @param instance its id for life (KIP-345)
     * @param client the client id it goes by
     * @param host where it was last heard from
     * @param assigned what it reads
     */
    @Doc("A member of a group.")
    public record Member(
            @Doc("Its id in the group.") String id,

            @Doc("Its group.instance.id (KIP-345); absent for a dynamic member.") @Nullable
            String instance,

            @Doc("Its client.id.") String client,
            @Doc("Where it was last heard from.") String host,
            @Doc("What it reads, by topic.") List<Assigned> assigned) {}

    /**
     * What a member reads of a topic.
     *
     * @param topic the topic's name
     * @param partitions its partitions, ascending
     */
    @Doc("The partitions of a topic that a member reads.")
    public record Assigned(
            @Doc("The topic's name.") String topic,
            @Doc("Its partitions, ascending.") List<Integer> partitions) {}
}
