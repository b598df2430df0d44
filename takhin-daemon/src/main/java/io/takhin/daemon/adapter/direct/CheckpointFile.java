package io.takhin.daemon.adapter.direct;

import io.takhin.common.json.JsonFormatException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.core.metadata.MetadataEvent;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.file.DurableFiles;
import io.takhin.daemon.port.metadata.CommandLog.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An image on disk, as the events that make it.
 *
 * <pre>
 * line 1     JSON of {@link Header}
 * line 2…    one event each, as JSON
 * </pre>
 *
 * @param path {@code <index, 20 digits>.checkpoint}
 * @param index the last command in it
 */
record CheckpointFile(Path path, long index) {

    private static final String SUFFIX = ".checkpoint";
    private static final int FORMAT = 1;

    /**
     * The first line.
     *
     * @param format the version of the format
     * @param index the last command in it
     * @param events how many lines follow
     * @param crc32c over the index, 8 bytes big-endian, and everything behind the first line, 8 hex digits
     */
    record Header(int format, long index, int events, String crc32c) {}

    /** Writes one: on return it is on disk under its name; after a crash before that there is none. */
    static CheckpointFile write(Path folder, long index, MetadataImage image) throws IOException {
        var events = image.asEvents();
        var body = new ByteArrayOutputStream(1 << 16);
        for (var event : events) {
            RecordJson.write(body, event);
            body.write('\n');
        }
        var lines = body.toByteArray();
        var header = new Header(FORMAT, index, events.size(), checksum(index, lines, 0));
        var content = new ByteArrayOutputStream(lines.length + 128);
        RecordJson.write(content, header);
        content.write('\n');
        content.write(lines);
        var file = new CheckpointFile(folder.resolve("%020d%s".formatted(index, SUFFIX)), index);
        DurableFiles.replace(file.path, content.toByteArray());
        return file;
    }

    /** The checkpoints in a folder, newest first, good or not. */
    static List<CheckpointFile> list(Path folder) throws IOException {
        var files = new ArrayList<CheckpointFile>();
        for (var numbered : NumberedFile.list(folder, SUFFIX)) {
            files.add(new CheckpointFile(numbered.path(), numbered.number()));
        }
        files.sort(Comparator.comparingLong(CheckpointFile::index).reversed());
        return files;
    }

    /**
     * Reads it back.
     *
     * @throws IOException if it is damaged or can't be read, naming it
     */
    Checkpoint read() throws IOException {
        var content = Files.readAllBytes(path);
        try {
            int headerBytes = lineEnd(content, 0) + 1;
            var header = RecordJson.read(line(content, 0), Header.class, RecordJson.Unknown.REFUSE);
            if (header.format() != FORMAT || header.index() != index) {
                throw new IOException(path + " has format " + header.format() + " and index " + header.index());
            }
            if (!header.crc32c().equals(checksum(index, content, headerBytes))) {
                throw new IOException(path + " fails its checksum");
            }
            var events = new ArrayList<MetadataEvent>(header.events());
            for (int at = headerBytes; at < content.length; at = lineEnd(content, at) + 1) {
                events.add(RecordJson.read(line(content, at), MetadataEvent.class, RecordJson.Unknown.REFUSE));
            }
            return new Checkpoint(index, MetadataImage.EMPTY.with(events));
        } catch (JsonFormatException e) {
            throw new IOException(path + " is no checkpoint: " + e.getMessage(), e);
        }
    }

    private byte[] line(byte[] content, int from) throws IOException {
        return Arrays.copyOfRange(content, from, lineEnd(content, from));
    }

    private int lineEnd(byte[] content, int from) throws IOException {
        for (int i = from; i < content.length; i++) {
            if (content[i] == '\n') {
                return i;
            }
        }
        throw new IOException(path + " ends within a line");
    }

    private static String checksum(long index, byte[] content, int from) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, index));
        crc.update(content, from, content.length - from);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
