package io.takhin.cli.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file of what was typed, readable by its owner alone. */
public final class HistoryFile {

    private HistoryFile() {}

    /** The file, made if it was not there; absent where it can't be kept. */
    public static Optional<Path> of(UserFolders folders) {
        return folders.state().map(folder -> folder.resolve("history")).filter(HistoryFile::isReady);
    }

    private static boolean isReady(Path file) {
        try {
            if (!Files.exists(file)) {
                PrivateFiles.replace(file, "");
            }
            return Files.isWritable(file);
        } catch (IOException e) {
            return false; // the session goes on without
        }
    }
}
