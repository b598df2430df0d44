package io.takhin.daemon.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a client named for the partitions of a topic. They are shown as its replicas; its records lie on all
 * voters of the data groups, whatever is named here.
 *
 * @param nodes node ids by partition number, in the order they were named in; empty for a partition without an
 *     assignment, as are those behind the end
 */
public record ReplicaAssignment(List<List<Integer>> nodes) {

    /** No partition has one. */
    public static final ReplicaAssignment NONE = new ReplicaAssignment(List.of());

    /** The most nodes that can be named for a topic, over all its partitions: a bound on what its entry takes. */
    public static final int NAMES_MAX = 8192;

    /** Copies the lists; what is empty at the end is left out, so that equal assignments are equal. */
    public ReplicaAssignment {
        int end = nodes.size();
        while (end > 0 && nodes.get(end - 1).isEmpty()) {
            end--;
        }
        nodes = nodes.stream().limit(end).map(List::copyOf).toList();
    }

    /** As records keep it: null for none, which JSON leaves out. */
    static @Nullable ReplicaAssignment kept(@Nullable ReplicaAssignment assignment) {
        return assignment == null || assignment.isEmpty() ? null : assignment;
    }

    /** Whether no partition has one. */
    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** The nodes named for a partition, none for one without an assignment. */
    public List<Integer> of(int partition) {
        return partition < nodes.size() ? nodes.get(partition) : List.of();
    }

    /** With that of partitions that follow the first {@code partitions}. */
    ReplicaAssignment followed(int partitions, ReplicaAssignment more) {
        var all = new ArrayList<List<Integer>>(partitions + more.nodes.size());
        IntStream.range(0, partitions).forEach(partition -> all.add(of(partition)));
        all.addAll(more.nodes);
        return new ReplicaAssignment(all);
    }

    /**
     * What is wrong with it as that of a topic with so many partitions. Whether those nodes are known, and whether a
     * request names as many for each partition, is judged where the request is.
     */
    Optional<String> problem(int partitions) {
        if (nodes.size() > partitions) {
            return Optional.of("nodes are named for " + nodes.size() + " partitions where there are " + partitions);
        }
        var twice = nodes.stream()
                .filter(ids -> new HashSet<>(ids).size() < ids.size())
                .findFirst();
        if (twice.isPresent()) {
            return Optional.of("a partition is assigned to " + twice.get() + ", to a node twice");
        }
        int names = nodes.stream().mapToInt(List::size).sum();
        return names <= NAMES_MAX
                ? Optional.empty()
                : Optional.of("the assignment of a topic names at most " + NAMES_MAX
                        + " nodes over all its partitions, not " + names);
    }
}
