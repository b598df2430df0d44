package io.takhin.daemon.adapter.storage;

import io.takhin.daemon.core.metadata.TopicState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds folders that belong to no partition: of a topic deleted just before a crash, or never created in full. */
final class Strays {

    private final Path folder;
    private final Map<String, Set<String>> known = new HashMap<>();

    Strays(Path folder, Collection<TopicState> topics) {
        this.folder = folder;
        for (var topic : topics) {
            var partitions = new HashSet<String>();
            topic.partitions().forEach(partition -> partitions.add(topic.name() + "-" + partition.partition()));
            known.put(topic.id().toString(), partitions);
        }
    }

    /** Whether a folder of logs holds any. */
    static boolean anyIn(Path folder) throws IOException {
        return Files.isDirectory(folder) && !folders(folder).isEmpty();
    }

    List<Path> find() throws IOException {
        var strays = new ArrayList<Path>();
        for (var topic : folders(folder)) {
            var partitions = known.get(name(topic));
            if (partitions == null) {
                strays.add(topic);
            } else {
                folders(topic).stream()
                        .filter(partition -> !partitions.contains(name(partition)))
                        .forEach(strays::add);
            }
        }
        return strays;
    }

    /** All but hidden ones, such as the trash. */
    private static List<Path> folders(Path parent) throws IOException {
        try (var entries = Files.list(parent)) {
            return entries.filter(entry -> !name(entry).startsWith(".") && Files.isDirectory(entry))
                    .toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
