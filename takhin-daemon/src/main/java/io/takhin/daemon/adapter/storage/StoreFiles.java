package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the store that are not a single log's: recovery points, start offsets, and the mark of an orderly end.
 */
final class StoreFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    private final Path folder;
    private final Path cleanMark;
    private final OffsetCheckpoint recoveryPoints;
    private final OffsetCheckpoint startOffsets;
    private boolean clean;
    private Map<PartitionId, Long> lastRecoveryPoints = Map.of();
    private Map<PartitionId, Long> lastStartOffsets = Map.of();

    StoreFiles(Path folder) {
        this.folder = folder;
        this.cleanMark = folder.resolve(".clean");
        this.recoveryPoints = new OffsetCheckpoint(folder.resolve("recovery-points"));
        this.startOffsets = new OffsetCheckpoint(folder.resolve("start-offsets"));
    }

    /** Reads what the last run left and takes its mark away. */
    synchronized void open() throws IOException {
        Files.createDirectories(folder);
        Folders.sync(folder.toAbsolutePath().getParent());
        clean = Files.deleteIfExists(cleanMark);
        Folders.sync(folder);
        lastStartOffsets = startOffsets.read();
        try {
            lastRecoveryPoints = recoveryPoints.read();
        } catch (CorruptLogException e) {
            clean = false;
            LOG.atWarn()
                    .setCause(e)
                    .log("The recovery points are lost: every segment of every log is read and checked");
        }
    }

    /** What the last run left of a partition. */
    synchronized LogOpener.Past past(PartitionId partition) {
        return new LogOpener.Past(
                clean, lastStartOffsets.getOrDefault(partition, 0L), lastRecoveryPoints.getOrDefault(partition, 0L));
    }

    /** Writes what changed. */
    synchronized void checkpoint(Map<PartitionId, Long> newRecoveryPoints, Map<PartitionId, Long> newStartOffsets)
            throws IOException {
        // The start offsets first: a recovery point can be behind, a trimmed record must not come back.
        if (!newStartOffsets.equals(lastStartOffsets)) {
            startOffsets.write(newStartOffsets);
            lastStartOffsets = newStartOffsets;
        }
        if (!newRecoveryPoints.equals(lastRecoveryPoints)) {
            recoveryPoints.write(newRecoveryPoints);
            lastRecoveryPoints = newRecoveryPoints;
        }
    }

    /** Makes sure that the recovery point on disk is not behind an offset. */
    synchronized void lowerRecoveryPoint(PartitionId partition, long offset) throws IOException {
        if (lastRecoveryPoints.getOrDefault(partition, 0L) > offset) {
            var lowered = new HashMap<>(lastRecoveryPoints);
            lowered.put(partition, offset);
            recoveryPoints.write(lowered);
            lastRecoveryPoints = lowered;
        }
    }

    /** Says that all is closed and flushed. */
    synchronized void markClean() throws IOException {
        try {
            Files.createFile(cleanMark);
        } catch (FileAlreadyExistsException e) {
            LOG.atDebug().log("Closed twice");
        }
        Folders.sync(folder);
    }
}
