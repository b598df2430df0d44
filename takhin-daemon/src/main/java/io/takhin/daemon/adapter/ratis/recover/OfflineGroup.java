package io.takhin.daemon.adapter.ratis.recover;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import java.util.List;
import org.apache.ratis.protocol.RaftPeer;

/**
 * A group as the folder of a stopped node has it.
 *
 * @param name what people call it
 * @param term the newest term the node knows
 * @param lastTerm the term of its last entry
 * @param lastIndex its last entry, -1 for none
 * @param checkpointIndex its newest checkpoint's last entry, -1 for none: all up to it is committed
 * @param voters the voters by the newest configuration
 * @param listeners the listeners
 */
public record OfflineGroup(
        String name,
        long term,
        long lastTerm,
        long lastIndex,
        long checkpointIndex,
        List<RaftPeer> voters,
        List<RaftPeer> listeners) {

    /** Copies the lists. */
    public OfflineGroup {
        voters = List.copyOf(voters);
        listeners = List.copyOf(listeners);
    }

    /** The voters, {@code ID@HOST:PORT} each. */
    public List<String> voterNames() {
        return voters.stream()
                .map(peer -> GroupIds.nodeId(peer.getId()) + "@" + peer.getAddress())
                .toList();
    }

    /** Whether its log is longer, as elections compare logs. */
    public boolean isAheadOf(OfflineGroup other) {
        return lastTerm != other.lastTerm ? lastTerm > other.lastTerm : lastIndex > other.lastIndex;
    }
}
