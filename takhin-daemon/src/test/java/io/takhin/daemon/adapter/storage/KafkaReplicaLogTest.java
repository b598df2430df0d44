package io.takhin.daemon.adapter.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Records;
import io.takhin.daemon.port.log.ReplicaLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition's log as a replica keeps it. */
class KafkaReplicaLogTest {

    private static final TopicState TOPIC =
            new TopicState(new TopicId(1, 2), "orders", List.of(0), 3, new TreeMap<>(), 5);
    private static final PartitionId PARTITION = TOPIC.partition(0);

    @TempDir
    Path folder;

    /** What a power loss leaves. */
    @TempDir
    Path afterwards;

    @Test
    void readsWhatLaterLeadersAppendedToASegmentOfAnEarlierRun() throws IOException {
        // Given: a segment that was there at the start
        try (var store = open(List.of())) {
            store.create(TOPIC);
            append(store, 1, "a");
        }
        try (var store = open(List.of(TOPIC))) {

            // When
            append(store, 3, "b");
            append(store, 4, "c");

            // Then
            assertEquals(List.of("1=b", "2=c"), read(store, 1));
            assertEquals(List.of("2=c"), read(store, 2));
        }
    }

    @Test
    void readsWhatIsAppendedAgainAfterARestartAtAnEarlierOffset() throws IOException {
        // Given: an end that is taken back, as after a kill
        try (var store = open(List.of())) {
            store.create(TOPIC);
            append(store, 1, "a");
            append(store, 2, "b");
        }
        try (var store = open(List.of(TOPIC))) {

            // When
            log(store).restart(1);
            append(store, 2, "b");
            append(store, 5, "c");

            // Then
            assertEquals(List.of("2=c"), read(store, 2));
            assertEquals(List.of("0=a", "1=b", "2=c"), read(store, 0));
        }
    }

    @Test
    void startsAfterAPowerLossThatFollowedARestartAtAnEarlierOffset() throws IOException {
        // Given: a log of which more was flushed than is left when the power goes
        try (var store = open(List.of())) {
            store.create(TOPIC);
            append(store, 1, "a");
            append(store, 1, "b");
            append(store, 1, "c");
        }
        try (var store = open(List.of(TOPIC))) {
            log(store).restart(1);
            TestStore.copyFolder(folder, afterwards.resolve("logs"));
        }

        // When
        try (var store = open(afterwards.resolve("logs"), List.of(TOPIC))) {

            // Then
            append(store, 2, "d");
            assertEquals(List.of("0=a", "1=d"), read(store, 0));
        }
    }

    @Test
    void startsAfterAPowerLossThatFollowedAStartAtALaterOffset() throws IOException {
        // Given: a log that began anew for a copy, before anything of the copy is on disk
        try (var store = open(List.of())) {
            store.create(TOPIC);
            append(store, 1, "a");
        }
        try (var store = open(List.of(TOPIC))) {
            log(store).startAt(40);
            TestStore.copyFolder(folder, afterwards.resolve("logs"));
        }
        try (var files = Files.walk(afterwards)) {
            for (var file :
                    files.filter(one -> one.toString().contains("0000040.")).toList()) {
                Files.delete(file);
            }
        }

        // When
        try (var store = open(afterwards.resolve("logs"), List.of(TOPIC))) {

            // Then
            assertEquals(0, log(store).endOffset());
        }
    }

    @Test
    void compactsAfterARestartThatTookASegmentBackToItsStart() throws IOException {
        // Given: after a kill the log is taken back to where a checkpoint was, which is where its last segment starts
        var compacted = TOPIC.withConfigs(new TreeMap<>(Map.of(
                "cleanup.policy", "compact", "internal.segment.bytes", "300", "min.cleanable.dirty.ratio", "0.01")));
        try (var store = open(List.of())) {
            store.create(compacted);
            append(store, 1, "a");
        }
        try (var store = open(List.of(compacted))) {
            log(store).restart(0);

            // When: the cleaner looks before anything is replayed, and again when there is something to do
            store.compact();
            for (int n = 0; n < 20; n++) {
                append(store, 1, "v" + n);
            }
            store.compact();

            // Then
            assertFalse(read(store, 0).contains("0=v0"));
        }
    }

    @Test
    void goesOnBehindRecordsThatWereCompactedAwayWhereItIsCopiedFrom() throws IOException {
        // Given
        try (var store = open(List.of())) {
            store.create(TOPIC);
            append(store, 1, "a");

            // When
            log(store).goOnAt(7);
            append(store, 1, "b");
        }

        // Then
        try (var store = open(List.of(TOPIC))) {
            assertEquals(8, log(store).endOffset());
            assertTrue(log(store).mayHaveGaps());
            log(store).restart(8);
            assertEquals(List.of("0=a", "7=b"), read(store, 0));
        }
    }

    @Test
    void endsWhereACheckpointSaysThoughTheRecordBeforeWasCompactedAway() throws IOException {
        // Given: every value of one key, of which compaction keeps the last
        var compacted = TOPIC.withConfigs(new TreeMap<>(Map.of(
                "cleanup.policy", "compact",
                "min.cleanable.dirty.ratio", "0.01",
                "internal.segment.bytes", "300",
                "index.interval.bytes", "0")));
        try (var store = open(List.of())) {
            store.create(compacted);
            for (int n = 0; n < 40; n++) {
                append(store, 1, "v" + n);
            }
            store.compact();
            assertFalse(read(store, 0).contains("19=v19"));

            // When
            log(store).restart(20);
        }

        // Then
        try (var store = open(List.of(compacted))) {
            assertEquals(20, log(store).endOffset());
            append(store, 1, "again");
            assertEquals(List.of("20=again"), read(store, 20));
        }
    }

    private KafkaReplicaStore open(List<TopicState> topics) throws IOException {
        return open(folder, topics);
    }

    private static KafkaReplicaStore open(Path folder, List<TopicState> topics) throws IOException {
        var store = new KafkaReplicaStore(StorageOptions.in(folder), new KafkaTopicConfigRules(Map.of()), Time.SYSTEM);
        store.open(topics, (_, _) -> {});
        return store;
    }

    private static ReplicaLog log(KafkaReplicaStore store) {
        return store.replica(PARTITION).orElseThrow();
    }

    private static void append(KafkaReplicaStore store, int leaderEpoch, String value) throws IOException {
        var batch = Records.batch(value);
        MemoryRecords.readableRecords(batch).batches().forEach(header -> {
            header.setLastOffset(log(store).endOffset());
            header.setPartitionLeaderEpoch(leaderEpoch);
        });
        log(store).appendCommitted(batch);
    }

    private static List<String> read(KafkaReplicaStore store, long offset) throws IOException {
        return Records.valuesIn(Records.done(log(store).read(Records.readAt(offset))));
    }
}
