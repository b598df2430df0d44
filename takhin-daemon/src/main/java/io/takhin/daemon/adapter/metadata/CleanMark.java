package io.takhin.daemon.adapter.metadata;

import io.takhin.common.json.JsonFormatException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Says that the map was closed in order, and what it held then. Written last at the close and deleted first at the
 * opening, so that it never stands beside a map that someone may have left half-written.
 *
 * <pre>
 * line 1   this record as JSON
 * line 2   CRC-32C of line 1, 8 hex digits
 * </pre>
 *
 * @param index the last command in the map
 * @param clusterId the cluster's id
 * @param dataGroups how many data groups it has
 * @param nextProducerId the first producer id that was never given out
 * @param control what is asked of the cluster itself
 * @param file the map's file name
 * @param entries how many topics it holds
 * @param capacity how many entries the file was made for
 * @param digest all entries' checksums, combined in no order
 */
record CleanMark(
        long index,
        String clusterId,
        int dataGroups,
        long nextProducerId,
        ClusterControl control,
        String file,
        long entries,
        long capacity,
        long digest) {

    private static final String NAME = "CLEAN";
    private static final int BYTES_MAX = 16 << 10;

    static void delete(Path folder) throws IOException {
        DurableFiles.delete(folder.resolve(NAME));
    }

    void write(Path folder) throws IOException {
        var json = RecordJson.toBytes(this);
        var text = new String(json, StandardCharsets.UTF_8) + "\n" + checksum(json) + "\n";
        DurableFiles.replace(folder.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The mark, unless there is none or it is damaged. */
    static Optional<CleanMark> read(Path folder) throws IOException {
        var path = folder.resolve(NAME);
        if (!Files.isRegularFile(path) || Files.size(path) > BYTES_MAX) {
            return Optional.empty();
        }
        var lines = new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (lines.size() != 2) {
            return Optional.empty();
        }
        var json = lines.getFirst().getBytes(StandardCharsets.UTF_8);
        if (!checksum(json).equals(lines.getLast())) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordJson.read(json, CleanMark.class, RecordJson.Unknown.REFUSE));
        } catch (JsonFormatException e) {
            // Whole, but of another version of takhin: the map is rebuilt.
            return Optional.empty();
        }
    }

    private static String checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
