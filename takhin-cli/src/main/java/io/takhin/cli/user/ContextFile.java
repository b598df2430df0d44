package io.takhin.cli.user;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file of a person's contexts, {@code ~/.config/takhin/contexts.yaml}, readable by its owner alone:
 *
 * <pre>
 * current: prod
 * contexts:
 *   prod:
 *     bootstrap: db1:7070,db2:7070
 *     protected: true
 * </pre>
 *
 * @param path where it is
 */
public record ContextFile(Path path) {

    private static final int BYTES_MAX = 1 << 20;
    private static final String HEADER = "# Written by \"takhin context\"; comments are not kept.\n";

    /**
     * The file of the person with these folders.
     *
     * @throws TakhinException with USAGE if there is no home to keep it in
     */
    public static ContextFile of(UserFolders folders) {
        return new ContextFile(folders.config()
                .orElseThrow(() -> TakhinException.of(
                        ErrorCode.USAGE, "contexts need a home: set HOME or XDG_CONFIG_HOME to an absolute path"))
                .resolve("contexts.yaml"));
    }

    /**
     * Reads it; without a file there are no contexts.
     *
     * @throws TakhinException with USAGE and the line if it is damaged, or can't be read
     */
    public Contexts read() {
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw TakhinException.of(ErrorCode.USAGE, path + ": the file is larger than 1 MiB");
            }
            return new ContextText(path).read(Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            return Contexts.NONE;
        } catch (IOException e) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, path + " can't be read: " + e), e);
        }
    }

    /**
     * Replaces it in one step: a reader finds the old contexts or the new ones.
     *
     * @throws TakhinException with STORAGE if it can't be written
     */
    public void write(Contexts contexts) {
        try {
            PrivateFiles.replace(path, HEADER + ContextText.of(contexts));
        } catch (IOException e) {
            throw new TakhinException(AdminError.of(ErrorCode.STORAGE, path + " can't be written: " + e), e);
        }
    }
}
