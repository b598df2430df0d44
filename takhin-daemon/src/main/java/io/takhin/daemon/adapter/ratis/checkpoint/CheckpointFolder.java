package io.takhin.daemon.adapter.ratis.checkpoint;

import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of one group, {@code <term>_<index>} each; the newest two are kept. One thread calls at a time. */
public final class CheckpointFolder {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final Pattern NAME = Pattern.compile("(\\d+)_(\\d+)");
    private static final int KEPT = 2;

    private final Path folder;

    /** A folder that need not exist yet. */
    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /** The newest checkpoint that is whole; an older one if the newest is damaged, which is logged. */
    public Optional<Checkpoint> newest() throws IOException {
        for (var file : files()) {
            try {
                return Optional.of(Checkpoint.read(Files.readAllBytes(file)));
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("file", file)
                        .setCause(e)
                        .log("A checkpoint can't be read; an older one is tried");
            }
        }
        return Optional.empty();
    }

    /** Writes a checkpoint; it survives a power loss on return. Then older ones go. */
    public void write(Checkpoint checkpoint) throws IOException {
        DurableFiles.createFolders(folder);
        DurableFiles.replace(
                folder.resolve(checkpoint.at().getTerm() + "_" + checkpoint.at().getIndex()), checkpoint.toBytes());
        var all = files();
        for (var old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.delete(old);
        }
    }

    /** All of them, newest first. */
    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (var entries = Files.newDirectoryStream(folder)) {
                for (var entry : entries) {
                    if (NAME.matcher(String.valueOf(entry.getFileName())).matches()) {
                        files.add(entry);
                    }
                }
            }
        }
        files.sort(Comparator.comparingLong(CheckpointFolder::index).reversed());
        return files;
    }

    private static long index(Path file) {
        var name = String.valueOf(file.getFileName());
        return Long.parseLong(name.substring(name.indexOf('_') + 1));
    }
}
