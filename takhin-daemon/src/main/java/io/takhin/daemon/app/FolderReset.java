package io.takhin.daemon.app;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.ratis.membership.RemovedMark;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Empties the data folder of a node that was removed from its cluster. */
public final class FolderReset {

    private FolderReset() {}

    /**
     * Deletes what is in a folder, the mark of its removal last, so that a reset that is broken off can be done again.
     *
     * @param force whether the folder of a node that was not removed is emptied as well
     * @param dryRun whether to judge only
     * @return whether there was anything in it
     * @throws TakhinException with NOT_FOUND without a folder, CONFLICT while a process uses it, REFUSED if its node
     *     was not removed
     */
    public static boolean reset(Path path, boolean force, boolean dryRun) throws IOException {
        if (!Files.isDirectory(path)) {
            throw TakhinException.of(ErrorCode.NOT_FOUND, "there is no folder " + path);
        }
        try (var folder = DataFolder.take(path)) {
            var content = content(folder.path());
            if (content.isEmpty()) {
                return false;
            }
            if (!force && !RemovedMark.isIn(path)) {
                throw new TakhinException(
                        AdminError.of(ErrorCode.REFUSED, "the node of " + path + " was not removed from its cluster")
                                .withHint("remove it first with: takhin remove-server ID, or add --force"));
            }
            if (!dryRun) {
                for (var entry : content) {
                    delete(entry);
                }
                DurableFiles.syncFolder(path);
            }
            return true;
        }
    }

    private static List<Path> content(Path folder) throws IOException {
        var content = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                if (!entry.endsWith(DataFolder.LOCK)) {
                    content.add(entry);
                }
            }
        }
        content.sort(Comparator.comparing(entry -> entry.endsWith(RemovedMark.FILE)));
        return content;
    }

    private static void delete(Path entry) throws IOException {
        try (var files = Files.walk(entry)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
