package io.takhin.daemon.adapter.ratis.recover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what the folders of several nodes of one cluster have. */
public final class Survivors {

    private final SortedMap<Integer, List<OfflineGroup>> nodes;

    /** Takes what each node has, by id; all have the same groups in the same order. */
    public Survivors(Map<Integer, List<OfflineGroup>> nodes) {
        this.nodes = new TreeMap<>(nodes);
    }

    /** The node that is behind nobody in most groups, the first one of several; empty without nodes. */
    public OptionalInt best() {
        int most = -1;
        var best = OptionalInt.empty();
        for (var node : nodes.entrySet()) {
            int leading = 0;
            for (int group = 0; group < node.getValue().size(); group++) {
                leading += isBehind(node.getValue().get(group), group) ? 0 : 1;
            }
            if (leading > most) {
                most = leading;
                best = OptionalInt.of(node.getKey());
            }
        }
        return best;
    }

    /** What would be lost of what others have, if a node alone goes on; a line for each group and node. */
    public List<String> lostWith(int survivor) {
        var lines = new ArrayList<String>();
        var kept = nodes.getOrDefault(survivor, List.of());
        for (int group = 0; group < kept.size(); group++) {
            for (var other : nodes.entrySet()) {
                var theirs = other.getValue().get(group);
                if (theirs.isAheadOf(kept.get(group))) {
                    lines.add(
                            theirs.name() + ": entries after " + kept.get(group).lastIndex() + " up to "
                                    + theirs.lastIndex() + ", which node " + other.getKey() + " has");
                }
            }
        }
        return lines;
    }

    private boolean isBehind(OfflineGroup mine, int group) {
        return nodes.values().stream().anyMatch(groups -> groups.get(group).isAheadOf(mine));
    }
}
