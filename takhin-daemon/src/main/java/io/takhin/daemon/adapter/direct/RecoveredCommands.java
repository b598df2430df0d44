package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.file.DurableFiles;
import io.takhin.daemon.port.metadata.CommandLog.Checkpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command log's folder holds after its last, perhaps sudden, end.
 *
 * @param checkpoint the newest good checkpoint
 * @param lastIndex the last command
 * @param last the segment to go on in, where there is one
 */
record RecoveredCommands(Checkpoint checkpoint, long lastIndex, Optional<CommandSegment> last) {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveredCommands.class);
    private static final String NEXT_STEP = "; restore the folder from a backup";

    static RecoveredCommands recover(Path folder) throws IOException {
        deleteTemporary(folder);
        var checkpoints = CheckpointFile.list(folder);
        var checkpoint = newest(checkpoints);
        var segments = CommandSegment.list(folder);
        if (segments.isEmpty() && !checkpoints.isEmpty()) {
            throw new IOException(
                    folder + " has checkpoints but no commands, not even an empty file of them" + NEXT_STEP);
        }
        int first = firstNeeded(segments, checkpoint.index());
        if (first < segments.size() && segments.get(first).firstIndex() > checkpoint.index() + 1) {
            throw new IOException(folder + " has no commands " + (checkpoint.index() + 1) + " to "
                    + (segments.get(first).firstIndex() - 1) + NEXT_STEP);
        }
        long lastIndex = checkpoint.index();
        for (int i = first; i < segments.size(); i++) {
            boolean last = i == segments.size() - 1;
            lastIndex = endOf(
                    segments.get(i),
                    last,
                    last ? lastIndex : segments.get(i + 1).firstIndex() - 1);
        }
        long reached = Math.max(lastIndex, checkpoint.index());
        if (!checkpoints.isEmpty() && reached < checkpoints.getFirst().index()) {
            throw new IOException(checkpoints.getFirst().path() + " is damaged, and the commands before it reach to "
                    + reached + " only" + NEXT_STEP);
        }
        // Where the checkpoint reaches beyond the last segment, its commands are in the checkpoint: a new segment
        // begins.
        boolean goesOn = !segments.isEmpty() && lastIndex >= checkpoint.index() && whole(segments.getLast(), lastIndex);
        return new RecoveredCommands(checkpoint, reached, goesOn ? Optional.of(segments.getLast()) : Optional.empty());
    }

    private static boolean whole(CommandSegment segment, long lastIndex) throws IOException {
        return Files.size(segment.path()) >= CommandSegment.HEADER_BYTES && segment.firstIndex() <= lastIndex + 1;
    }

    private static long endOf(CommandSegment segment, boolean last, long expectedEnd) throws IOException {
        var scan = segment.scan();
        long end = scan.frames().isEmpty()
                ? segment.firstIndex() - 1
                : scan.frames().getLast().lastIndex();
        if (!last) {
            if (scan.torn() || end != expectedEnd) {
                throw segment.damaged(scan.endBytes(), "it ends with command " + end + ", not " + expectedEnd);
            }
        } else if (scan.torn()) {
            cut(segment, scan);
        }
        return end;
    }

    private static void cut(CommandSegment segment, CommandSegment.Scan scan) throws IOException {
        LOG.atWarn()
                .addKeyValue("path", segment.path())
                .addKeyValue("position", scan.endBytes())
                .addKeyValue("bytes", scan.fileBytes() - scan.endBytes())
                .log("torn end of the command log cut off: commands that no one was told of");
        try (var channel = FileChannel.open(segment.path(), StandardOpenOption.WRITE)) {
            channel.truncate(scan.endBytes());
            channel.force(true);
        }
    }

    /** The first segment with a command behind the index, or that will get one. */
    private static int firstNeeded(List<CommandSegment> segments, long index) {
        int first = 0;
        while (first + 1 < segments.size() && segments.get(first + 1).firstIndex() <= index + 1) {
            first++;
        }
        return first;
    }

    private static Checkpoint newest(List<CheckpointFile> files) {
        for (var file : files) {
            try {
                return file.read();
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("path", file.path())
                        .addKeyValue("problem", e.getMessage())
                        .log("checkpoint damaged, an older one is tried");
            }
        }
        return new Checkpoint(0, MetadataImage.EMPTY);
    }

    private static void deleteTemporary(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.tmp")) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        DurableFiles.syncFolder(folder);
    }
}
