package io.takhin.daemon.adapter.metadata;

import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/**
 * One Chronicle Map file. Its size is fixed when it is made, and a put into a full one throws, so {@link #fits} is
 * asked before. One thread calls.
 */
final class MapFile {

    /**
     * The largest value; {@link io.takhin.daemon.core.metadata.MetadataMachine#CONFIG_CHARS_MAX} keeps topics below it.
     */
    static final int VALUE_BYTES_MAX = 128 << 10;

    /** The smallest map: 1 MB, room for a few of the largest values in its one tier. */
    static final long CAPACITY_MIN = 4096;

    private static final long GROWTH = 4;
    private static final int KEY_BYTES = 17;
    private static final int VALUE_BYTES_AVERAGE = 240;
    private static final double BLOAT_FACTOR_MAX = 10;

    private final Path path;
    private final long capacity;
    private final ChronicleMap<byte[], byte[]> map;
    private long bytes;

    private MapFile(Path path, long capacity, ChronicleMap<byte[], byte[]> map) {
        this.path = path;
        this.capacity = capacity;
        this.map = map;
    }

    /** Opens or creates a map; a file that exists keeps the capacity it was made for. */
    static MapFile open(Path path, long capacity) throws IOException {
        return new MapFile(path, capacity, builder(capacity).createPersistedTo(path.toFile()));
    }

    /** Makes a map in memory and uses it once, so that Chronicle's classes are there. */
    static void prepare() {
        try (var map = builder(1).create()) {
            map.put(new byte[KEY_BYTES], new byte[1]);
        }
    }

    private static ChronicleMapBuilder<byte[], byte[]> builder(long capacity) {
        // Chronicle asks whether it may send usage data when its first class is loaded.
        System.setProperty("chronicle.analytics.disable", "true");
        MapSpace.install();
        return ChronicleMapBuilder.of(byte[].class, byte[].class)
                .name("metadata")
                .entries(capacity)
                .constantKeySizeBySample(new byte[KEY_BYTES])
                .averageValueSize(VALUE_BYTES_AVERAGE)
                // One segment, since one thread writes: its tier is the largest that the size allows, and so are the
                // entries it takes.
                .actualSegments(1)
                .maxBloatFactor(BLOAT_FACTOR_MAX)
                // The daemon closes it in order; a hook would close it under the owner's feet.
                .skipCloseOnExitHook(true);
    }

    /** A capacity that holds these topics and three times as much again. */
    static long capacityFor(Collection<TopicState> topics) {
        long valueBytes = topics.stream()
                .mapToLong(topic -> EntryCodec.value(topic).length)
                .sum();
        return Math.max(CAPACITY_MIN, GROWTH * Math.max(topics.size(), valueBytes / VALUE_BYTES_AVERAGE));
    }

    Path path() {
        return path;
    }

    long capacity() {
        return capacity;
    }

    long entries() {
        return map.longSize();
    }

    /** Whether these topics go in for sure, be they new: the file takes ten times its capacity before a put throws. */
    boolean fits(int topics, long valueBytes) {
        return map.longSize() + topics <= capacity && bytes + valueBytes <= capacity * VALUE_BYTES_AVERAGE;
    }

    void put(TopicState topic) {
        var value = EntryCodec.value(topic);
        if (value.length > VALUE_BYTES_MAX) {
            throw new IllegalStateException("topic " + topic.name() + " takes " + value.length + " bytes");
        }
        bytes += value.length;
        var before = map.put(EntryCodec.key(topic.id()), value);
        bytes -= before == null ? 0 : before.length;
    }

    void remove(TopicState topic) {
        var before = map.remove(EntryCodec.key(topic.id()));
        bytes -= before == null ? 0 : before.length;
    }

    /** Reads all topics back. */
    List<TopicState> topics() throws IOException {
        var topics = new ArrayList<TopicState>();
        bytes = 0;
        for (var entry : map.entrySet()) {
            topics.add(EntryCodec.topic(entry.getKey(), entry.getValue()));
            bytes += entry.getValue().length;
        }
        return topics;
    }

    /** A checksum of all entries that does not depend on their order. */
    long digest() {
        long digest = 0;
        for (var entry : map.entrySet()) {
            digest += (checksum(entry.getKey()) << 32 | checksum(entry.getValue())) * 0x9E3779B97F4A7C15L;
        }
        return digest;
    }

    /** Closes the map and makes its file durable. */
    void close() throws IOException {
        map.close();
        DurableFiles.syncFile(path);
    }

    /** Closes the map and deletes its file. */
    void discard() throws IOException {
        map.close();
        DurableFiles.delete(path);
    }

    private static long checksum(byte[] part) {
        var crc = new CRC32C();
        crc.update(part);
        return crc.getValue();
    }
}
