package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Bytes on disk are not those that were written. The message names the file and says what to do. */
public final class CorruptLogException extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptLogException(Path file, String problem) {
        super(file + " is damaged: " + problem);
    }
}
