package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.storage.internals.log.LogFileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in a partition's folder, listed once: with many partitions each look at the disk counts.
 *
 * @param path the folder
 * @param names the names of its files
 */
record PartitionFolder(Path path, Set<String> names) {

    /** In the folder from the first compaction on: offsets can have gaps. Kafka's loader ignores the file. */
    static final String COMPACTED_MARK = "compacted";

    private static final Logger LOG = LoggerFactory.getLogger(PartitionFolder.class);
    private static final String LEADER_EPOCHS = "leader-epoch-checkpoint";

    /** Lists a folder; one that is not there is empty. */
    static PartitionFolder list(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return new PartitionFolder(
                    path,
                    files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toUnmodifiableSet()));
        } catch (NoSuchFileException e) {
            return new PartitionFolder(path, Set.of());
        }
    }

    /** From now on offsets of the log in a folder can have gaps; the mark is on disk before the first one is. */
    static void markCompacted(Path folder) throws IOException {
        try {
            Files.createFile(folder.resolve(COMPACTED_MARK));
            Folders.sync(folder);
        } catch (FileAlreadyExistsException e) {
            LOG.atTrace().addKeyValue("folder", folder).log("Compacted before");
        }
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** Whether a compaction was caught between its renames. */
    boolean swapping() {
        return names.stream().anyMatch(name -> name.endsWith(LogFileUtils.SWAP_FILE_SUFFIX));
    }

    /** Its segments in order. */
    List<SegmentFiles> segments() {
        return names.stream()
                .filter(name -> name.endsWith(LogFileUtils.LOG_FILE_SUFFIX))
                .sorted()
                .map(name -> new SegmentFiles(path, LogFileUtils.offsetFromFileName(name)))
                .toList();
    }

    /** What holds for its batches. */
    BatchScanner.Rules rules() throws IOException {
        return new BatchScanner.Rules(
                !has(COMPACTED_MARK),
                has(LEADER_EPOCHS) ? newestEpoch(path.resolve(LEADER_EPOCHS)) : Integer.MAX_VALUE);
    }

    /**
     * The last line of Kafka's file of leader epochs is {@code epoch startOffset}, after a version and a number of
     * lines.
     */
    private static int newestEpoch(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        try {
            return lines.size() <= 2
                    ? Integer.MAX_VALUE
                    : Integer.parseInt(lines.getLast().split(" ", 2)[0]);
        } catch (NumberFormatException e) {
            throw new CorruptLogException(
                    file, "it does not end with an epoch and an offset; put back a copy of " + file.getParent());
        }
    }
}
