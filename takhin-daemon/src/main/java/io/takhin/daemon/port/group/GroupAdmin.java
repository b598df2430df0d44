package io.takhin.daemon.port.group;

import io.takhin.daemon.core.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What operators see and do of consumer groups, on any node of the cluster.
 *
 * <p>All methods may be called by any thread, return at once, and bring a refusal as {@link Outcome.Rejected}:
 * UNKNOWN_GROUP, GROUP_NOT_EMPTY, or NOT_READY when a group's coordinator can't be reached in time. A change whose
 * answer is lost is {@link Outcome.Unknown}; each may be made again.
 */
public interface GroupAdmin {

    /** All groups, by name. */
    CompletableFuture<Outcome<List<Group>>> list(Duration timeout);

    /** A group and its members. */
    CompletableFuture<Outcome<Description>> describe(String name, Duration timeout);

    /** The offsets that a group has committed, by topic and partition; of a group that is not there none. */
    CompletableFuture<Outcome<List<Committed>>> offsets(String name, Duration timeout);

    /** Commits offsets for a group without members; durable when done, all of them or none. */
    CompletableFuture<Outcome<Boolean>> commit(String name, List<Committed> offsets, Duration timeout);

    /** Deletes a group without members, and its offsets; durable when done. */
    CompletableFuture<Outcome<Boolean>> delete(String name, Duration timeout);

    /**
     * A group.
     *
     * @param name its name
     * @param protocol classic or consumer (KIP-848)
     * @param state in Kafka's words
     * @param coordinator the node that keeps it
     */
    record Group(String name, String protocol, String state, int coordinator) {}

    /**
     * A group with its members.
     *
     * @param group itself
     * @param assignor how partitions are shared out, empty without members
     * @param members in no order
     */
    record Description(Group group, String assignor, List<Member> members) {}

    /**
     * A member.
     *
     * @param id its id
     * @param instance its group.instance.id (KIP-345)
     * @param client its client id
     * @param host where it was last heard from
     * @param assigned the partitions it reads, in no order
     */
    record Member(String id, Optional<String> instance, String client, String host, List<Place> assigned) {}

    /**
     * A partition by its topic's name, as groups know it; the topic may be gone.
     *
     * @param topic the topic's name
     * @param partition its number
     */
    record Place(String topic, int partition) {}

    /**
     * A committed offset.
     *
     * @param place of which partition
     * @param offset the next offset to read
     */
    record Committed(Place place, long offset) {}
}
