package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.storage.internals.checkpoint.LeaderEpochCheckpointFile;
import org.apache.kafka.storage.internals.log.EpochEntry;
import org.apache.kafka.storage.internals.log.LogFileUtils;

/**
 * The files of one segment, as Kafka names them by its base offset.
 *
 * @param folder the partition's folder
 * @param baseOffset the segment's base offset
 */
record SegmentFiles(Path folder, long baseOffset) {

    /**
     * In a partition's folder from the first compaction on: offsets in it can have gaps. Kafka's loader ignores the
     * file.
     */
    static final String COMPACTED_MARK = "compacted";

    /** The segments of a folder in order; none when it is not there. */
    static List<SegmentFiles> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(LogFileUtils.LOG_FILE_SUFFIX))
                    .sorted()
                    .map(name -> new SegmentFiles(folder, LogFileUtils.offsetFromFileName(name)))
                    .toList();
        }
    }

    static boolean gapless(Path folder) {
        return !Files.exists(folder.resolve(COMPACTED_MARK));
    }

    /** The newest leader epoch that was written to a log, the largest int if that is not known. */
    static int leaderEpochMax(Path folder) throws IOException {
        var file = folder.resolve("leader-epoch-checkpoint");
        if (!Files.exists(file)) {
            return Integer.MAX_VALUE;
        }
        try {
            return new LeaderEpochCheckpointFile(file.toFile(), new DiskFailures())
                    .read().stream().mapToInt(EpochEntry::epoch).max().orElse(Integer.MAX_VALUE);
        } catch (KafkaException e) {
            throw new CorruptLogException(file, e.getMessage() + "; put back a copy of it");
        }
    }

    Path log() {
        return file(LogFileUtils.LOG_FILE_SUFFIX);
    }

    Path offsetIndex() {
        return file(LogFileUtils.INDEX_FILE_SUFFIX);
    }

    Path timeIndex() {
        return file(LogFileUtils.TIME_INDEX_FILE_SUFFIX);
    }

    private Path file(String suffix) {
        return folder.resolve(LogFileUtils.filenamePrefixFromOffset(baseOffset) + suffix);
    }

    long logBytes() throws IOException {
        return Files.size(log());
    }

    FileChannel openLog() throws IOException {
        return FileChannel.open(log(), StandardOpenOption.READ);
    }
}
