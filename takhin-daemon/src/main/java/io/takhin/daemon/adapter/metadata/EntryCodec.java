package io.takhin.daemon.adapter.metadata;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.core.metadata.ReplicaAssignment;
import io.takhin.daemon.core.metadata.TopicState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Topics as entries of the map.
 *
 * <pre>
 * key    'T' | topic id: 16
 * value  version: 1 | created at, ms: 8 | replication factor: 4 | name | configs: 4 × (name | value) | runs: 4 × run
 *        | version 2: assigned: 4 × assigned
 * text   length: 4 | UTF-8
 * run    first group: 4 | wraps at: 4 | partitions: 4
 * assigned   partition: varint, as the distance from the one before | nodes: varint × node id: varint
 * </pre>
 *
 * <p>Version 2 is that of a topic with a replica assignment, which has only the partitions that have one.
 *
 * <p>Partitions go round the data groups, so their groups are runs that count up by one and wrap to 0: a topic of any
 * size has one run, 12 bytes.
 */
final class EntryCodec {

    private static final byte TOPIC = 'T';
    private static final int KEY_BYTES = 17;
    private static final int PLAIN = 1;
    private static final int ASSIGNED = 2;

    private EntryCodec() {}

    static byte[] key(TopicId id) {
        return ByteBuffer.allocate(KEY_BYTES)
                .put(TOPIC)
                .putLong(id.mostSignificantBits())
                .putLong(id.leastSignificantBits())
                .array();
    }

    static byte[] value(TopicState topic) {
        var bytes = new ByteArrayOutputStream(128);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(topic.assigned().isEmpty() ? PLAIN : ASSIGNED);
            out.writeLong(topic.createdAtMs());
            out.writeInt(topic.replicationFactor());
            writeText(out, topic.name());
            out.writeInt(topic.configs().size());
            for (var config : topic.configs().entrySet()) {
                writeText(out, config.getKey());
                writeText(out, config.getValue());
            }
            var runs = Run.of(topic.groups());
            out.writeInt(runs.size());
            for (var run : runs) {
                out.writeInt(run.first());
                out.writeInt(run.wrapsAt());
                out.writeInt(run.count());
            }
            if (!topic.assigned().isEmpty()) {
                AssignmentCodec.write(out, topic.assigned());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads an entry back; an {@link IOException} says that it is not one that {@link #value} wrote. */
    static TopicState topic(byte[] key, byte[] value) throws IOException {
        if (key.length != KEY_BYTES || key[0] != TOPIC) {
            throw new IOException("an entry has an unknown key");
        }
        var keyBuffer = ByteBuffer.wrap(key, 1, KEY_BYTES - 1);
        var id = new TopicId(keyBuffer.getLong(), keyBuffer.getLong());
        try (var in = new DataInputStream(new ByteArrayInputStream(value))) {
            int version = in.readUnsignedByte();
            if (version != PLAIN && version != ASSIGNED) {
                throw new IOException("topic " + id + " has version " + version);
            }
            long createdAtMs = in.readLong();
            int replicationFactor = in.readInt();
            var name = readText(in);
            var configs = readConfigs(in);
            var groups = readGroups(in);
            var assignment = version == ASSIGNED ? AssignmentCodec.read(in, groups.size()) : ReplicaAssignment.NONE;
            if (in.available() > 0) {
                throw new IOException("topic " + id + " has bytes behind its end");
            }
            return new TopicState(id, name, groups, replicationFactor, configs, createdAtMs, assignment);
        }
    }

    private static SortedMap<String, String> readConfigs(DataInputStream in) throws IOException {
        var configs = new TreeMap<String, String>();
        for (int left = in.readInt(); left > 0; left--) {
            configs.put(readText(in), readText(in));
        }
        return configs;
    }

    private static List<Integer> readGroups(DataInputStream in) throws IOException {
        var groups = new ArrayList<Integer>();
        for (int left = in.readInt(); left > 0; left--) {
            var run = new Run(in.readInt(), in.readInt(), in.readInt());
            if (run.count() < 1 || groups.size() + (long) run.count() > MetadataMachine.PARTITIONS_MAX) {
                throw new IOException("a run of " + run.count() + " partitions behind " + groups.size());
            }
            run.addTo(groups);
        }
        return groups;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes where " + in.available() + " are left");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
