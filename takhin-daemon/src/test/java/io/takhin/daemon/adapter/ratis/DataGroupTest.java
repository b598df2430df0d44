package io.takhin.daemon.adapter.ratis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.adapter.ratis.apply.AppendEntry;
import io.takhin.daemon.adapter.ratis.apply.AppendReply;
import io.takhin.daemon.adapter.ratis.apply.DataCommand;
import io.takhin.daemon.adapter.ratis.apply.DataGroup;
import io.takhin.daemon.adapter.ratis.apply.GroupMachine;
import io.takhin.daemon.adapter.ratis.apply.Replicas;
import io.takhin.daemon.adapter.ratis.apply.Signals;
import io.takhin.daemon.adapter.storage.KafkaReplicaStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Records;
import io.takhin.daemon.port.log.Appended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica makes of entries, without Ratis. */
class DataGroupTest {

    private static final TopicState TOPIC =
            new TopicState(new TopicId(1, 2), "orders", List.of(0, 0), 3, new TreeMap<>(), 5);
    private static final PartitionId PARTITION = TOPIC.partition(0);

    @TempDir
    Path folder;

    private final List<KafkaReplicaStore> stores = new ArrayList<>();

    @AfterEach
    void closeStores() throws IOException {
        for (var store : stores) {
            store.close();
        }
    }

    private DataGroup replica(String name) throws IOException {
        var rules = new KafkaTopicConfigRules(Map.of());
        var store = new KafkaReplicaStore(StorageOptions.in(folder.resolve(name)), rules, Time.SYSTEM);
        stores.add(store);
        var replicas = new Replicas(store);
        replicas.open(List.of(), (_, _) -> {});
        return new DataGroup(0, replicas, new Signals());
    }

    private static void place(DataGroup group, long index) throws IOException {
        group.apply(
                1,
                index,
                DataGroup.toBytes(new DataCommand.PlaceTopic(TOPIC, 7)).asReadOnlyByteBuffer());
    }

    private static Outcome<Appended> append(DataGroup group, long index, ByteBuffer batch) throws IOException {
        return append(group, index, PARTITION, batch);
    }

    private static Outcome<Appended> append(DataGroup group, long index, PartitionId partition, ByteBuffer batch)
            throws IOException {
        var entry = new AppendEntry(1000 + index, List.of(new AppendEntry.Item(partition, batch)));
        var reply = group.apply(3, index, entry.toBytes().asReadOnlyByteBuffer());
        return AppendReply.read(reply.asReadOnlyByteBuffer()).getFirst();
    }

    private byte[] bytes(String name) throws IOException {
        return io.takhin.daemon.adapter.ratis.Replicas.bytes(
                folder.resolve(name).resolve(TOPIC.id().toString()).resolve("orders-0"));
    }

    @Test
    void givesTheSameEntriesTheSameBytes() throws IOException {
        // Given
        var a = replica("a");
        var b = replica("b");

        // When
        for (var group : List.of(a, b)) {
            place(group, 1);
            append(group, 2, Records.idempotent(7, 0, 0, "one", "two"));
            append(group, 3, Records.idempotent(7, 0, 9, "too far"));
            append(group, 4, Records.idempotent(7, 0, 2, "three"));
        }

        // Then
        assertArrayEquals(bytes("a"), bytes("b"));
    }

    @Test
    void judgesRetriedStrangeAndFencedBatchesAndGoesOn() throws IOException {
        // Given
        var group = replica("a");
        place(group, 1);
        append(group, 2, Records.idempotent(7, 0, 0, "one", "two"));

        // When
        var again = append(group, 3, Records.idempotent(7, 0, 0, "one", "two"));
        var gap = append(group, 4, Records.idempotent(7, 0, 5, "x"));
        var newEpoch = append(group, 5, Records.idempotent(7, 1, 0, "three"));
        var fenced = append(group, 6, Records.idempotent(7, 0, 2, "x"));
        var next = append(group, 7, Records.batch("four"));

        // Then
        assertEquals(Outcome.done(new Appended(0, 2, -1, 0, true)), again);
        assertEquals(Reason.OUT_OF_ORDER_SEQUENCE, Records.refused(gap));
        assertEquals(Outcome.done(new Appended(2, 3, -1, 0, false)), newEpoch);
        assertEquals(Reason.PRODUCER_FENCED, Records.refused(fenced));
        assertEquals(Outcome.done(new Appended(3, 4, -1, 0, false)), next);
    }

    @Test
    void refusesWhatBelongsToNoOpenPartition() throws IOException {
        // Given
        var group = replica("a");

        // When
        var early = append(group, 1, Records.batch("x"));
        place(group, 2);
        append(group, 3, Records.batch("y"));
        group.apply(
                1,
                4,
                DataGroup.toBytes(new DataCommand.DropTopic(TOPIC.id(), 6)).asReadOnlyByteBuffer());
        var stale = append(group, 5, Records.batch("z"));
        group.apply(
                1,
                6,
                DataGroup.toBytes(new DataCommand.DropTopic(TOPIC.id(), 8)).asReadOnlyByteBuffer());
        var late = append(group, 7, Records.batch("x"));

        // Then
        assertEquals(Reason.UNKNOWN_PARTITION, Records.refused(early));
        assertInstanceOf(Outcome.Done.class, stale, "a topic is not dropped by who knows less of the metadata");
        assertEquals(Reason.UNKNOWN_PARTITION, Records.refused(late));
    }

    @Test
    void goesOnWithTheLogAfterACopyThatFailedHalfWay() throws IOException {
        // Given: a leader that is ahead, and a peer that dies after the first partition's records
        var leader = replica("leader");
        var follower = replica("follower");
        for (var group : List.of(leader, follower)) {
            place(group, 1);
            append(group, 2, Records.batchAt(5, "one"));
        }
        append(leader, 3, Records.batchAt(5, "two"));
        append(leader, 4, Records.batchAt(5, "three"));
        append(leader, 5, TOPIC.partition(1), Records.batchAt(5, "other"));
        var checkpoint = leader.capture().body();
        GroupMachine.Source dying = new GroupMachine.Source() {
            private int answers;

            @Override
            public byte[] ask(byte[] question) throws IOException {
                if (answers++ >= 2) {
                    throw new IOException("gone");
                }
                return leader.answer(ByteBuffer.wrap(question));
            }
        };
        assertThrows(IOException.class, () -> follower.install(5, checkpoint, dying));

        // When: a new leader sends the entries themselves
        follower.abandonInstall();
        append(follower, 3, Records.batchAt(5, "two"));
        append(follower, 4, Records.batchAt(5, "three"));
        append(follower, 5, TOPIC.partition(1), Records.batchAt(5, "other"));

        // Then
        assertArrayEquals(bytes("leader"), bytes("follower"));
    }

    @Test
    void copiesWhatIsMissing() throws IOException {
        // Given
        var leader = replica("leader");
        var follower = replica("follower");
        for (var group : List.of(leader, follower)) {
            place(group, 1);
            append(group, 2, Records.idempotent(7, 0, 0, "one"));
        }
        append(leader, 3, Records.idempotent(7, 0, 1, "two"));
        append(leader, 4, Records.idempotent(7, 0, 2, "three"));

        // When
        follower.install(4, leader.capture().body(), question -> leader.answer(ByteBuffer.wrap(question)));

        // Then
        assertArrayEquals(bytes("leader"), bytes("follower"));
        assertEquals(
                Outcome.done(new Appended(1, 2, -1, 0, true)), append(follower, 5, Records.idempotent(7, 0, 1, "two")));
    }

    @Test
    void copiesAPartitionThatWasTrimmedWithinABatch() throws IOException {
        // Given
        var leader = replica("leader");
        var follower = replica("follower");
        place(leader, 1);
        place(follower, 1);
        append(leader, 2, Records.batchAt(5, "one", "two", "three"));
        append(leader, 3, Records.batchAt(5, "four"));
        command(leader, 4, new DataCommand.Trim(TOPIC.id(), 0, 2));

        // When
        follower.install(4, leader.capture().body(), question -> leader.answer(ByteBuffer.wrap(question)));

        // Then
        assertArrayEquals(bytes("leader"), bytes("follower"));
        assertEquals(Outcome.done(new Appended(4, 5, -1, 2, false)), append(follower, 5, Records.batchAt(5, "five")));
    }

    @Test
    void copiesACheckpointWhoseTopicTheLeaderHasDroppedSince() throws IOException {
        // Given
        var leader = replica("leader");
        var follower = replica("follower");
        place(leader, 1);
        append(leader, 2, Records.batchAt(5, "one"));
        var lent = leader.capture().body();
        command(leader, 3, new DataCommand.DropTopic(TOPIC.id(), 9));
        leader.capture().durable();

        // When
        follower.install(2, lent, question -> leader.answer(ByteBuffer.wrap(question)));
        command(follower, 3, new DataCommand.DropTopic(TOPIC.id(), 9));
        var late = append(follower, 4, Records.batchAt(5, "two"));

        // Then
        assertEquals(Reason.UNKNOWN_PARTITION, Records.refused(late));
        assertEquals(leader.image().topics().size(), follower.image().topics().size());
    }

    private static void command(DataGroup group, long index, DataCommand command) throws IOException {
        group.apply(1, index, DataGroup.toBytes(command).asReadOnlyByteBuffer());
    }
}
