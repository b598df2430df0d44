package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A file with one offset for each of some partitions. As Kafka's checkpoint files, but by topic id: offsets of a
 * deleted topic must not befall a new one of the same name.
 *
 * <pre>
 * takhin-offsets 1
 * [topic id] [partition] [offset]     one line each, any order
 * crc32c [8 hex digits]               of all lines before
 * </pre>
 */
final class OffsetCheckpoint {

    private static final String HEADER = "takhin-offsets 1\n";
    private static final String CRC = "crc32c ";

    private final Path file;

    OffsetCheckpoint(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /**
     * Reads all offsets; none when there is no file.
     *
     * @throws CorruptLogException if the file is damaged
     */
    Map<PartitionId, Long> read() throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        int end = text.lastIndexOf(CRC);
        if (end < 0 || !text.startsWith(HEADER) || !text.substring(end).equals(crcLine(text.substring(0, end)))) {
            throw new CorruptLogException(file, "its checksum does not match");
        }
        var offsets = new HashMap<PartitionId, Long>();
        text.substring(HEADER.length(), end).lines().forEach(line -> {
            var fields = line.split(" ", -1);
            var partition = new PartitionId(TopicId.parse(fields[0]), Integer.parseInt(fields[1]));
            offsets.put(partition, Long.valueOf(fields[2]));
        });
        return offsets;
    }

    /** Replaces the file; the offsets are on disk on return, and a crash leaves the old file or the new one. */
    synchronized void write(Map<PartitionId, Long> offsets) throws IOException {
        var text = new StringBuilder(HEADER);
        new TreeMap<>(byText(offsets))
                .forEach((partition, offset) ->
                        text.append(partition).append(' ').append(offset).append('\n'));
        text.append(crcLine(text.toString()));
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (var channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(file.toAbsolutePath().getParent());
    }

    private static Map<String, Long> byText(Map<PartitionId, Long> offsets) {
        var lines = new HashMap<String, Long>();
        offsets.forEach((id, offset) -> lines.put(id.topicId() + " " + id.partition(), offset));
        return lines;
    }

    private static String crcLine(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return CRC + "%08x\n".formatted(crc.getValue());
    }
}
