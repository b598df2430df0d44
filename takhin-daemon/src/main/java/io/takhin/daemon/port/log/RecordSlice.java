package io.takhin.daemon.port.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Whole batches of Kafka's format 2 that still lie in a segment's file; the last may be cut off where the read's limit
 * fell. It stays readable for at least the file delete delay (one minute) after its segment was deleted.
 */
public interface RecordSlice {

    /** How many bytes. */
    int sizeBytes();

    /**
     * Sends bytes from the file to a channel, without a copy through the heap where the channel allows it (sendfile).
     *
     * @param position where to start within the slice
     * @param count how many bytes at most
     * @return how many were sent, which may be fewer
     */
    long transferTo(WritableByteChannel target, long position, int count) throws IOException;

    /** Copies bytes from {@code position} within the slice until the buffer or the slice ends. */
    void read(ByteBuffer target, int position) throws IOException;
}
