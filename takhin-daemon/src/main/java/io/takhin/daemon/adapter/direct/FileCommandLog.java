package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.file.DurableFiles;
import io.takhin.daemon.port.metadata.CommandLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command log in a folder: {@link CommandSegment segments} of frames and the two newest {@link CheckpointFile
 * checkpoints}. Each group of commands is one frame and one fsync. A checkpoint begins a new segment; the segments that
 * the older checkpoint covers are deleted, so either checkpoint and the segments there lead to the newest command.
 *
 * <p>At the opening a torn frame at the very end, which no one was told of, is cut off; any other damage that the
 * newest good checkpoint does not cover is refused, naming file and byte. After a failed write the log takes no more:
 * what is on disk is known only when it is opened again.
 */
public final class FileCommandLog implements CommandLog {

    private static final Logger LOG = LoggerFactory.getLogger(FileCommandLog.class);

    private final Path folder;
    private Checkpoint checkpoint;
    private CommandSegment segment;
    private FileChannel channel;
    private long lastIndex;
    private boolean failed;

    private FileCommandLog(Path folder, RecoveredCommands recovered) throws IOException {
        this.folder = folder;
        this.checkpoint = recovered.checkpoint();
        this.lastIndex = recovered.lastIndex();
        this.segment =
                recovered.last().isPresent() ? recovered.last().get() : CommandSegment.create(folder, lastIndex + 1);
        this.channel = FileChannel.open(segment.path(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /**
     * Opens the log in a folder that this process alone uses, or begins one.
     *
     * @throws IOException if it can't be read or is damaged, naming file and byte and saying what to do
     */
    public static FileCommandLog open(Path folder) throws IOException {
        DurableFiles.createFolders(folder);
        return new FileCommandLog(folder, RecoveredCommands.recover(folder));
    }

    @Override
    public long lastIndex() {
        return lastIndex;
    }

    @Override
    public long append(List<MetadataCommand> commands) throws IOException {
        if (failed) {
            throw new IOException(segment.path() + " failed before; restart the node to see what is on disk");
        }
        var frame = new CommandFrame(lastIndex + 1, commands).encode();
        if (frame.limit() > CommandFrame.LENGTH_MAX) {
            throw new IllegalArgumentException("a group of commands of " + frame.limit() + " bytes");
        }
        long position = channel.size();
        try {
            DurableFiles.writeFully(channel, frame);
            channel.force(false);
        } catch (IOException e) {
            failed = true;
            throw new IOException(
                    segment.path() + " can't be written at byte " + position + ": " + e.getMessage()
                            + "; check the disk and restart the node",
                    e);
        }
        lastIndex += commands.size();
        return lastIndex;
    }

    @Override
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public void replay(long index, Visitor visitor) throws IOException {
        var segments = CommandSegment.list(folder);
        for (int i = 0; i < segments.size(); i++) {
            boolean before = i + 1 < segments.size() && segments.get(i + 1).firstIndex() <= index + 1;
            if (before) {
                continue;
            }
            for (var frame : segments.get(i).scan().frames()) {
                long next = frame.index();
                for (var command : frame.commands()) {
                    if (next > index) {
                        visitor.command(next, command);
                    }
                    next++;
                }
            }
        }
    }

    @Override
    public void checkpoint(long index, MetadataImage image) throws IOException {
        if (index != lastIndex) {
            throw new IllegalArgumentException("a checkpoint at " + index + " while the log is at " + lastIndex);
        }
        if (index == checkpoint.index()) {
            return;
        }
        long olderIndex = checkpoint.index();
        CheckpointFile.write(folder, index, image);
        checkpoint = new Checkpoint(index, image);
        var next = CommandSegment.create(folder, index + 1);
        channel.close();
        channel = FileChannel.open(next.path(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        segment = next;
        prune(olderIndex);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void prune(long olderIndex) throws IOException {
        for (var file : CheckpointFile.list(folder)) {
            if (file.index() != checkpoint.index() && file.index() != olderIndex) {
                Files.delete(file.path());
            }
        }
        var segments = CommandSegment.list(folder);
        for (int i = 0; i + 1 < segments.size(); i++) {
            if (segments.get(i + 1).firstIndex() <= olderIndex + 1) {
                Files.delete(segments.get(i).path());
            }
        }
        DurableFiles.syncFolder(folder);
        LOG.atDebug().addKeyValue("index", checkpoint.index()).log("metadata checkpoint written");
    }
}
