package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.core.replica.GroupImage;
import io.takhin.daemon.port.log.LogStore;
import io.takhin.daemon.port.log.ReplicaLog;
import io.takhin.daemon.port.log.ReplicaStore;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The node's partition logs, shared by its data groups. A topic's folder is one, while its partitions belong to several
 * groups that each open and drop it in their own time: the folder goes when the last group has dropped it.
 */
public final class Replicas {

    private final ReplicaStore store;

    /** Which groups have a topic open. Guards the store's own changes as well, which are rare. */
    private final Map<TopicId, Set<Integer>> holders = new HashMap<>();

    /** What each group has dropped and its newest checkpoint may still have. */
    private final Map<Integer, Map<TopicId, TopicState>> dropped = new HashMap<>();

    /** Takes a store that is not open yet. */
    public Replicas(ReplicaStore store) {
        this.store = store;
    }

    /** Opens the logs of all groups' topics. */
    public synchronized void open(Collection<GroupImage> groups, LogStore.Progress progress) throws IOException {
        var newest = new HashMap<TopicId, GroupImage.Placed>();
        for (var group : groups) {
            for (var placed : group.topics()) {
                hold(placed.topic().id(), group.group());
                newest.merge(placed.topic().id(), placed, (a, b) -> a.metadataIndex() >= b.metadataIndex() ? a : b);
            }
        }
        store.open(newest.values().stream().map(GroupImage.Placed::topic).toList(), progress);
    }

    /** Opens a topic for a group; logs that are there stay as they are. */
    public synchronized void place(int group, TopicState topic) throws IOException {
        store.create(topic);
        store.configure(topic);
        hold(topic.id(), group);
    }

    /**
     * Ends a topic for a group. Its records stay on disk until a checkpoint without it is: a start from the one before
     * finds them there.
     */
    public synchronized void drop(int group, TopicState topic) {
        dropped.computeIfAbsent(group, _ -> new HashMap<>()).put(topic.id(), topic);
    }

    /** The topics that a group has dropped and a checkpoint taken now does not need. */
    synchronized List<TopicState> doomed(int group) {
        return List.copyOf(dropped.getOrDefault(group, Map.of()).values());
    }

    /** A checkpoint of a group without these topics is on disk. */
    synchronized void delete(int group, List<TopicState> topics) throws IOException {
        for (var topic : topics) {
            var mine = dropped.getOrDefault(group, Map.of());
            var groups = holders.get(topic.id());
            if (mine.remove(topic.id()) != null && groups != null && groups.remove(group) && groups.isEmpty()) {
                holders.remove(topic.id());
                store.delete(topic);
            }
        }
    }

    /** The log of a partition that its group has open. */
    public ReplicaLog log(PartitionId partition) {
        return store.replica(partition)
                .orElseThrow(() -> new IllegalStateException("no log of the open partition " + partition));
    }

    /** The store behind it. */
    public ReplicaStore store() {
        return store;
    }

    private void hold(TopicId topic, int group) {
        dropped.getOrDefault(group, new HashMap<>()).remove(topic);
        holders.computeIfAbsent(topic, _ -> new HashSet<>()).add(group);
    }
}
