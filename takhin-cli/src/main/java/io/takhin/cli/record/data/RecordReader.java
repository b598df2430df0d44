package io.takhin.cli.record.data;

import java.util.Optional;

/** Reads records of some form from a window of bytes. Used by one thread. */
public interface RecordReader {

    /**
     * Reads the record that begins at the window's position and moves the position behind it; the record points into
     * the window.
     *
     * @return false if the window ends within the record, and more may come: nothing has moved, try again with more
     * @throws BadRecordException if this is no record; nothing has moved
     */
    boolean read(Window window, PassingRecord record);

    /** The bytes that every record ends with, where there are such: where to go on behind a bad one. */
    Optional<byte[]> terminator();
}
