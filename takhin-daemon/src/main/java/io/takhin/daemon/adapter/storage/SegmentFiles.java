package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.storage.internals.log.LogFileUtils;

/**
 * The files of one segment, as Kafka names them by its base offset.
 *
 * @param folder the partition's folder
 * @param baseOffset the segment's base offset
 */
record SegmentFiles(Path folder, long baseOffset) {

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
