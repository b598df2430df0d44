package io.takhin.daemon.adapter.metadata;

import io.takhin.daemon.core.metadata.MetadataEvent;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.util.List;

/** Keeps the metadata on the heap alone: each start rebuilds it from the checkpoint and the commands. */
public final class HeapMetadataStore implements MetadataStore {

    private volatile MetadataImage image = MetadataImage.EMPTY;
    private volatile long appliedIndex;

    @Override
    public MetadataImage image() {
        return image;
    }

    @Override
    public long appliedIndex() {
        return appliedIndex;
    }

    @Override
    public void apply(long index, List<MetadataEvent> events) {
        image = image.with(events);
        appliedIndex = index;
    }

    @Override
    public void reset(long index, MetadataImage newImage) {
        image = newImage;
        appliedIndex = index;
    }

    @Override
    public void close() {
        // Nothing outlives the process.
    }
}
