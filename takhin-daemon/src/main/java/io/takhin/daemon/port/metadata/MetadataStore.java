package io.takhin.daemon.port.metadata;

import io.takhin.daemon.core.metadata.MetadataEvent;
import io.takhin.daemon.core.metadata.MetadataImage;
import java.util.List;

/**
 * Metadata materialised: what the commands add up to. It is disposable; the truth is the log of commands. One thread
 * writes; any thread reads the image.
 */
public interface MetadataStore extends AutoCloseable {

    /** The newest image; the empty one in a store that was not closed in order and must be rebuilt. */
    MetadataImage image();

    /** The index of the last command whose events are in, 0 for none. */
    long appliedIndex();

    /** Carries out the events of one command and publishes the new image. */
    void apply(long index, List<MetadataEvent> events);

    /** Forgets everything and starts again from an image, such as a checkpoint's. */
    void reset(long index, MetadataImage image);

    /** Closes in order: only then is the store opened again as it was. */
    @Override
    void close();
}
