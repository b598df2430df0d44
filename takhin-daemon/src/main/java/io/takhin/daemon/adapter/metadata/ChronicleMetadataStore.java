package io.takhin.daemon.adapter.metadata;

import io.takhin.daemon.core.metadata.MetadataEvent;
import io.takhin.daemon.core.metadata.MetadataEvent.ClusterFormatted;
import io.takhin.daemon.core.metadata.MetadataEvent.ConfigsReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.ControlReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.PartitionsAdded;
import io.takhin.daemon.core.metadata.MetadataEvent.ProducerIdsAllocated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicCreated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicDeleted;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.file.DurableFiles;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the metadata in a Chronicle Map file, so that a start after an orderly close replays nothing, and its image on
 * the heap for readers.
 *
 * <p>The map has no fsync, no transactions and no order of writes, and after a kill an entry that was being overwritten
 * may be gone. So it is believed only where a {@link CleanMark} says that it was closed in order and its entries have
 * the checksum they had then; otherwise the store starts empty, to be rebuilt from the commands. One thread changes it;
 * any thread reads the image.
 */
public final class ChronicleMetadataStore implements MetadataStore {

    private static final Logger LOG = LoggerFactory.getLogger(ChronicleMetadataStore.class);
    private static final String PREFIX = "metadata-";
    private static final String SUFFIX = ".cm3";

    private final Path folder;
    private MapFile map;

    /** Whether the map holds just what the image does: not while, and not after a change that failed half-way. */
    private boolean whole = true;

    private volatile MetadataImage image;
    private volatile long appliedIndex;

    private ChronicleMetadataStore(Path folder, MapFile map, long index, MetadataImage image) {
        this.folder = folder;
        this.map = map;
        this.image = image;
        this.appliedIndex = index;
    }

    /** Lets Chronicle set itself up, without a file; what is opened later opens faster. */
    public static void prepare() {
        MapFile.prepare();
    }

    /**
     * Opens the store in a folder that this process alone uses.
     *
     * @throws IOException if the folder can't be written
     */
    public static ChronicleMetadataStore open(Path folder) throws IOException {
        DurableFiles.createFolders(folder);
        var mark = CleanMark.read(folder);
        CleanMark.delete(folder);
        if (mark.isPresent()) {
            var reopened = reopen(folder, mark.get());
            if (reopened.isPresent()) {
                return reopened.get();
            }
        }
        deleteMaps(folder);
        var map = MapFile.open(folder.resolve(PREFIX + 1 + SUFFIX), MapFile.CAPACITY_MIN);
        return new ChronicleMetadataStore(folder, map, 0, MetadataImage.EMPTY);
    }

    private static Optional<ChronicleMetadataStore> reopen(Path folder, CleanMark mark) throws IOException {
        var path = folder.resolve(mark.file());
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        var map = MapFile.open(path, mark.capacity());
        if (map.entries() == mark.entries() && map.digest() == mark.digest()) {
            return Optional.of(new ChronicleMetadataStore(folder, map, mark.index(), image(mark, map.topics())));
        }
        LOG.atWarn()
                .addKeyValue("path", path)
                .log("metadata map differs from its mark, it is rebuilt from the commands");
        map.discard();
        return Optional.empty();
    }

    private static MetadataImage image(CleanMark mark, List<TopicState> topics) {
        var events = new ArrayList<MetadataEvent>();
        events.add(new ClusterFormatted(mark.clusterId(), mark.dataGroups()));
        events.add(new ProducerIdsAllocated(mark.nextProducerId(), 0));
        events.add(new ControlReplaced(mark.control()));
        topics.forEach(topic -> events.add(new TopicCreated(topic)));
        return MetadataImage.EMPTY.with(events);
    }

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
        whole = false;
        var next = image;
        for (var event : events) {
            var before = next;
            next = next.with(event);
            write(before, next, event);
        }
        image = next;
        appliedIndex = index;
        whole = true;
    }

    @Override
    public void reset(long index, MetadataImage newImage) {
        whole = false;
        rewrite(newImage);
        image = newImage;
        appliedIndex = index;
        whole = true;
    }

    @Override
    public void close() {
        try {
            var mark = new CleanMark(
                    appliedIndex,
                    image.clusterId(),
                    image.dataGroups(),
                    image.nextProducerId(),
                    image.control(),
                    String.valueOf(map.path().getFileName()),
                    map.entries(),
                    map.capacity(),
                    map.digest());
            map.close();
            if (whole) {
                mark.write(folder);
            }
        } catch (IOException e) {
            // Without the mark the next start rebuilds the map: slower, and nothing is lost.
            LOG.atWarn().addKeyValue("path", map.path()).setCause(e).log("metadata map not marked as closed in order");
        }
    }

    private void write(MetadataImage before, MetadataImage after, MetadataEvent event) {
        switch (event) {
            case TopicCreated(var topic) -> put(after, topic);
            case PartitionsAdded added -> put(after, after.topic(added.id()).orElseThrow());
            case ConfigsReplaced(var id, var configs) ->
                put(after, after.topic(id).orElseThrow());
            case TopicDeleted(var id) -> map.remove(before.topic(id).orElseThrow());
            case ClusterFormatted(var id, var groups) -> {
                // Lives in the image and the mark.
            }
            case ProducerIdsAllocated(var first, var count) -> {
                // Lives in the image and the mark.
            }
            case ControlReplaced(var control) -> {
                // Lives in the image and the mark.
            }
        }
    }

    private void put(MetadataImage after, TopicState topic) {
        if (map.fits(1, MapFile.VALUE_BYTES_MAX)) {
            map.put(topic);
        } else {
            rewrite(after);
        }
    }

    /** Writes an image to a new file and goes on there: a map can't grow in place. */
    private void rewrite(MetadataImage from) {
        var old = map;
        try {
            var next = MapFile.open(next(old.path()), MapFile.capacityFor(from.topics()));
            from.topics().forEach(next::put);
            map = next;
            old.discard();
        } catch (IOException e) {
            throw new UncheckedIOException("metadata map " + old.path() + " can't be replaced by a larger one", e);
        }
    }

    private Path next(Path path) {
        var name = String.valueOf(path.getFileName());
        long number = Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
        return folder.resolve(PREFIX + (number + 1) + SUFFIX);
    }

    private static void deleteMaps(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        DurableFiles.syncFolder(folder);
    }
}
