package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the newest checkpoints of nodes hold of the data groups: topics, where partitions end, and who wrote to them.
 */
final class NodeStates {

    private final List<Path> nodes;

    /** Looks into these data folders. */
    NodeStates(List<Path> nodes) {
        this.nodes = nodes;
    }

    /** Whether all nodes have the same, which they have a moment after the last entry. */
    boolean same() {
        var states = nodes.stream().map(NodeStates::of).distinct().toList();
        return states.size() == 1 && !states.getFirst().isEmpty();
    }

    /** Whether a node knows a producer. */
    boolean know(long producer) {
        return nodes.stream()
                .map(NodeStates::of)
                .anyMatch(state -> state.isEmpty() || state.contains("\"" + producer + "\""));
    }

    private static String of(Path node) {
        var bodies = new TreeMap<String, String>();
        try (Stream<Path> groups = Files.list(node.resolve("checkpoint"))) {
            for (var group : groups.toList()) {
                var name = String.valueOf(group.getFileName());
                if (name.startsWith("data-")) {
                    new CheckpointFolder(group)
                            .newest()
                            .ifPresent(newest -> bodies.put(name, new String(newest.body(), StandardCharsets.UTF_8)));
                }
            }
        } catch (NoSuchFileException e) {
            // An older one went while it was looked for; the next look finds the newer.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bodies.isEmpty() ? "" : bodies.toString();
    }
}
