package io.takhin.daemon.adapter.ratis.group;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * The ids of a cluster's Raft groups. They follow from the cluster's id alone, so that every node knows them without
 * asking, and a node of another cluster finds no group it knows.
 */
public final class GroupIds {

    private static final String METADATA = "metadata";

    private final String clusterId;
    private final int recoveries;
    private final List<RaftGroupId> data;
    private final RaftGroupId metadata;

    /** Derives the ids of a cluster that was never recovered by force. */
    public GroupIds(String clusterId, int dataGroups) {
        this(clusterId, dataGroups, 0);
    }

    /**
     * Derives the ids of a cluster. They change with each forced recovery, so that what is left of the cluster before
     * it is not understood.
     */
    public GroupIds(String clusterId, int dataGroups, int recoveries) {
        this.clusterId = clusterId;
        this.recoveries = recoveries;
        this.metadata = derive(METADATA);
        this.data = IntStream.range(0, dataGroups)
                .mapToObj(group -> derive(dataName(group)))
                .toList();
    }

    /** The group that orders the metadata. */
    public RaftGroupId metadata() {
        return metadata;
    }

    /** How often the cluster was recovered by force. */
    public int recoveries() {
        return recoveries;
    }

    /** The data groups in order. */
    public List<RaftGroupId> data() {
        return data;
    }

    /** All groups, the metadata's first. */
    public Stream<RaftGroupId> all() {
        return Stream.concat(Stream.of(metadata), data.stream());
    }

    /** The number of a data group, -1 for the metadata's. */
    public int number(RaftGroupId id) {
        return data.indexOf(id);
    }

    /** What people and folders call a group. */
    public String name(RaftGroupId id) {
        return id.equals(metadata) ? METADATA : dataName(number(id));
    }

    /** A node as Ratis knows it. */
    public static RaftPeerId peerId(int nodeId) {
        return RaftPeerId.valueOf("n" + nodeId);
    }

    /** The node that Ratis knows by this id. */
    public static int nodeId(RaftPeerId peer) {
        return Integer.parseInt(peer.toString().substring(1));
    }

    private static String dataName(int group) {
        return "data-" + group;
    }

    private RaftGroupId derive(String name) {
        var text = "takhin/" + clusterId + "/" + name + (recoveries == 0 ? "" : "/" + recoveries);
        return RaftGroupId.valueOf(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
}
