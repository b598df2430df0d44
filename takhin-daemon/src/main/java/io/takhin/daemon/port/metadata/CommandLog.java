package io.takhin.daemon.port.metadata;

import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataImage;
import java.io.IOException;
import java.util.List;

/** The durable log of metadata commands for a node without consensus. One thread calls. */
public interface CommandLog extends AutoCloseable {

    /** The index of the last command, 0 for none. */
    long lastIndex();

    /**
     * Appends commands that were accepted; all are on disk on return, or none is acknowledged. Returns the last one's
     * index.
     */
    long append(List<MetadataCommand> commands) throws IOException;

    /** The newest checkpoint: an image and the index it stands at; index 0 and the empty image when there is none. */
    Checkpoint checkpoint();

    /** Hands on the commands after {@code index} in order. */
    void replay(long index, Visitor visitor) throws IOException;

    /** Makes an image durable, so that the commands up to its index may go. */
    void checkpoint(long index, MetadataImage image) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * An image that is on disk.
     *
     * @param index the last command in it
     * @param image the image
     */
    record Checkpoint(long index, MetadataImage image) {}

    /** Takes replayed commands. */
    @FunctionalInterface
    interface Visitor {
        /** One command and its index. */
        void command(long index, MetadataCommand command) throws IOException;
    }
}
