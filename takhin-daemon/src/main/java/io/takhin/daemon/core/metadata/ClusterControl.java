package io.takhin.daemon.core.metadata;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has asked of the cluster itself.
 *
 * @param change the change of members that is under way
 * @param last the id of the one that ended last, empty before the first
 * @param lastFailed whether that one was rolled back
 * @param drained nodes that leadership is kept away from, by id
 * @param leadersHeldUntilMs until when leaders stay where they were moved to, in ms since the epoch
 * @param configs what was set while the cluster runs, by Kafka's names of broker configs: by node id, or of all nodes
 *     under the empty name
 */
public record ClusterControl(
        @Nullable MembershipChange change,
        String last,
        boolean lastFailed,
        List<Integer> drained,
        long leadersHeldUntilMs,
        SortedMap<String, SortedMap<String, String>> configs) {

    /** Nothing was asked yet. */
    public static final ClusterControl NONE = new ClusterControl(null, "", false, List.of(), 0, new TreeMap<>());

    /** What the configs of all nodes stand under. */
    public static final String ALL_NODES = "";

    /** Copies what could change. */
    public ClusterControl {
        drained = drained.stream().sorted().distinct().toList();
        var copy = new TreeMap<String, SortedMap<String, String>>();
        configs.forEach((node, own) -> copy.put(node, Collections.unmodifiableSortedMap(new TreeMap<>(own))));
        configs = Collections.unmodifiableSortedMap(copy);
    }

    /** What was set for a node by its id, or for {@link #ALL_NODES}. */
    public SortedMap<String, String> configsOf(String node) {
        return configs.getOrDefault(node, Collections.emptySortedMap());
    }

    ClusterControl with(@Nullable MembershipChange newChange) {
        return new ClusterControl(newChange, last, lastFailed, drained, leadersHeldUntilMs, configs);
    }

    ClusterControl ended(MembershipChange ended) {
        return new ClusterControl(null, ended.id(), ended.rollingBack(), drained, leadersHeldUntilMs, configs);
    }

    ClusterControl with(List<Integer> newDrained) {
        return new ClusterControl(change, last, lastFailed, newDrained, leadersHeldUntilMs, configs);
    }

    ClusterControl heldUntil(long untilMs) {
        return new ClusterControl(change, last, lastFailed, drained, untilMs, configs);
    }

    ClusterControl withConfigs(String node, Map<String, String> own) {
        var all = new TreeMap<>(configs);
        if (own.isEmpty()) {
            all.remove(node);
        } else {
            all.put(node, new TreeMap<>(own));
        }
        return new ClusterControl(change, last, lastFailed, drained, leadersHeldUntilMs, all);
    }
}
