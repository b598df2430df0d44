package io.takhin.cli.snapshot;

import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.Doc;
import io.takhin.common.snapshot.SnapshotHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A snapshot, as commands tell of it.
 *
 * @param file where it is, - for a pipe
 * @param clusterId the cluster it was taken of
 * @param createdAtMs when, in ms since the epoch
 * @param bytes how many bytes of record batches it has, -1 where that was not looked at
 * @param partitions the partitions, each with its range
 */
@Doc("A snapshot.")
public record SnapshotFile(
        @Doc("The file; - for a pipe.") String file,
        @Doc("The cluster it was taken of.") String clusterId,
        @Doc("When it was taken, in ms since the epoch.") long createdAtMs,

        @Doc("How many bytes of record batches it has; -1 where that was not looked at.")
        long bytes,

        @Doc("Its partitions, each with its range.") List<SnapshotHeader.Range> partitions) {

    private static final Table<SnapshotHeader.Range> TABLE = new Table<SnapshotHeader.Range>()
            .left("TOPIC", SnapshotHeader.Range::topic)
            .right("PARTITION", SnapshotHeader.Range::partition)
            .right("START", SnapshotHeader.Range::start)
            .right("END", SnapshotHeader.Range::end);

    /** How it is printed. */
    public static final View<SnapshotFile> VIEW = new View<>(
            SnapshotFile::partitions,
            snapshot -> List.of(snapshot.file()),
            (snapshot, wide) -> List.<Block>of(TABLE.grid(snapshot.partitions(), wide)));

    /** Puts it together. */
    static SnapshotFile of(String file, SnapshotHeader header, long bytes) {
        return new SnapshotFile(file, header.clusterId(), header.createdAtMs(), bytes, header.ranges());
    }

    /**
     * Opens one that was named.
     *
     * @throws TakhinException with NOT_FOUND without such a file
     */
    public static InputStream open(String file, InputStream standardIn) throws IOException {
        if (file.equals("-")) {
            return standardIn;
        }
        try {
            return Files.newInputStream(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new TakhinException(AdminError.of(ErrorCode.NOT_FOUND, "there is no file " + file), e);
        }
    }
}
