package io.takhin.daemon.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells how much room a disk has. */
@FunctionalInterface
public interface FreeSpace {

    /** How many bytes this process may still write. */
    long usableBytes() throws IOException;

    /** That of the disk a folder is on. */
    static FreeSpace of(Path folder) {
        return () -> Files.getFileStore(folder).getUsableSpace();
    }
}
