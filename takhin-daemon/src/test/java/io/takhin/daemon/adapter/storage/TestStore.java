package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.PartitionLog;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** A store in a folder of its own, with topics that tests write to and break. */
final class TestStore implements AutoCloseable {

    final Path folder;
    final ManualTime time = new ManualTime();
    private final KafkaTopicConfigRules rules = new KafkaTopicConfigRules(Map.of());
    private final List<TopicState> topics = new ArrayList<>();
    private KafkaLogStore store;

    TestStore(Path folder) throws IOException {
        this.folder = folder;
        store = open(folder);
    }

    private KafkaLogStore open(Path where) throws IOException {
        // Tests run what is due by hand.
        var options = StorageOptions.in(where).withIntervals(Duration.ofHours(1), Duration.ofHours(1));
        var opened = new KafkaLogStore(options, rules, time);
        opened.open(topics, (done, total) -> {});
        return opened;
    }

    KafkaLogStore store() {
        return store;
    }

    TopicState create(String name, int partitions, Map<String, String> configs) throws IOException {
        var id = new TopicId(7, topics.size() + 1L);
        var topic = new TopicState(
                id, name, Collections.nCopies(partitions, 0), 1, new TreeMap<>(configs), time.milliseconds());
        store.create(topic);
        topics.add(topic);
        return topic;
    }

    PartitionLog log(TopicState topic) {
        return store.log(topic.partition(0)).orElseThrow();
    }

    /** The folder of partition 0. */
    Path folder(TopicState topic) {
        return folder.resolve(topic.id().toString()).resolve(topic.name() + "-0");
    }

    List<SegmentFiles> segments(TopicState topic) throws IOException {
        return PartitionFolder.list(folder(topic)).segments();
    }

    Path segment(TopicState topic, long baseOffset, String suffix) {
        return folder(topic).resolve("%020d%s".formatted(baseOffset, suffix));
    }

    /** Puts a topic in the place of the one with its id, for the next start. */
    TopicState replace(TopicState topic) {
        topics.replaceAll(it -> it.id().equals(topic.id()) ? topic : it);
        return topic;
    }

    void forget(TopicState topic) {
        topics.remove(topic);
    }

    /** Ends in order and starts again. */
    void restart() throws IOException {
        store.close();
        reopen();
    }

    /** Starts again after {@link #crash}, or after a close. */
    void reopen() throws IOException {
        store = open(folder);
    }

    /**
     * Leaves the folder as kill -9 would: what was written is there, nothing is closed, and no mark says otherwise. The
     * old store is closed on a copy's behalf so that its files are not held open.
     */
    void crash() throws IOException {
        var copy = folder.resolveSibling(folder.getFileName() + ".crash");
        copyFolder(folder, copy);
        store.close();
        Folders.delete(folder);
        Files.move(copy, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    static void copyFolder(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                // A temporary file can be gone by now; a crash would leave it or not.
                if (!file.toString().endsWith(".tmp")) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
    }

    /** Runs retention now. */
    void retain() {
        store.retain();
    }

    /** Ends in order and stays down. */
    void stop() throws IOException {
        store.close();
    }

    /** Changes a byte of a file. Returns what it was. */
    static byte flip(Path file, long position) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            byte was = access.readByte();
            access.seek(position);
            access.writeByte(was ^ 0x11);
            return was;
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    static ByteBuffer batch(String... values) {
        return batchAt(1_700_000_000_000L, values);
    }

    static ByteBuffer batchAt(long timestampMs, String... values) {
        return MemoryRecords.withRecords(Compression.NONE, recordsOf(timestampMs, values))
                .buffer();
    }

    static ByteBuffer keyed(long timestampMs, String key, String value) {
        return MemoryRecords.withRecords(
                        Compression.NONE, new SimpleRecord(timestampMs, utf8(key), value == null ? null : utf8(value)))
                .buffer();
    }

    static ByteBuffer idempotent(long producerId, int epoch, int sequence, String... values) {
        return MemoryRecords.withIdempotentRecords(
                        Compression.NONE, producerId, (short) epoch, sequence, recordsOf(1_700_000_000_000L, values))
                .buffer();
    }

    static SimpleRecord[] recordsOf(long timestampMs, String... values) {
        return List.of(values).stream()
                .map(value -> new SimpleRecord(timestampMs, utf8("k"), utf8(value)))
                .toArray(SimpleRecord[]::new);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Appends and commits. */
    static Appended append(PartitionLog log, ByteBuffer batch) throws IOException {
        var appended = done(log.append(batch, AppendOrigin.CLIENT, 0));
        log.advanceHighWatermark(log.endOffset());
        return appended;
    }

    static Rejection refused(PartitionLog log, ByteBuffer batch) throws IOException {
        return rejection(log.append(batch, AppendOrigin.CLIENT, 0));
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Rejected<T>(var rejection) -> throw new AssertionError(rejection.toString());
            case Outcome.Unknown<T>(var message) -> throw new AssertionError(message);
        };
    }

    static Rejection rejection(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Rejected<?>(var rejection) -> rejection;
            case Outcome.Done<?>(var value) -> throw new AssertionError("done: " + value);
            case Outcome.Unknown<?>(var message) -> throw new AssertionError(message);
        };
    }

    static ReadResult read(PartitionLog log, long offset) throws IOException {
        return done(log.read(new ReadRequest(offset, 1 << 20, true, Isolation.READ_UNCOMMITTED)));
    }

    /** The values from an offset to the high watermark, as {@code offset=value}. */
    static List<String> valuesFrom(PartitionLog log, long from) throws IOException {
        var values = new ArrayList<String>();
        long next = from;
        while (next < log.highWatermark()) {
            long before = next;
            for (var record : records(read(log, next))) {
                if (record.offset() >= next) {
                    values.add(record.offset() + "=" + text(record.value()));
                    next = record.offset() + 1;
                }
            }
            if (next == before) {
                break;
            }
        }
        return values;
    }

    static List<Record> records(ReadResult result) throws IOException {
        var bytes = ByteBuffer.allocate(result.records().sizeBytes());
        result.records().read(bytes, 0);
        var records = new ArrayList<Record>();
        MemoryRecords.readableRecords(bytes.flip()).records().forEach(records::add);
        return records;
    }

    private static String text(ByteBuffer value) {
        return value == null
                ? "null"
                : StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }

    static PartitionId partition(TopicState topic) {
        return topic.partition(0);
    }
}
