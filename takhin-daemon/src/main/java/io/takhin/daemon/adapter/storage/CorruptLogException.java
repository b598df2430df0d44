package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Bytes on disk are not those that were written. The message names the file, and where it helps the place in it and
 * what to do.
 */
public final class CorruptLogException extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptLogException(Path file, String problem) {
        super(file + " is damaged: " + problem);
    }

    /**
     * Names a place.
     *
     * @param file the file
     * @param position the first byte that is not good
     * @param offset the first offset that is not good
     * @param problem what is wrong there
     * @param next what to do
     */
    CorruptLogException(Path file, long position, long offset, String problem, String next) {
        super(file + " is damaged at byte " + position + ", from offset " + offset + " on: " + problem + ". " + next);
    }
}
