package io.takhin.daemon.port;

import static io.takhin.daemon.port.Records.batch;
import static io.takhin.daemon.port.Records.done;
import static io.takhin.daemon.port.Records.durable;
import static io.takhin.daemon.port.Records.readAt;
import static io.takhin.daemon.port.Records.refused;
import static io.takhin.daemon.port.Records.valuesFrom;
import static io.takhin.daemon.port.Records.valuesIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.ReadRequest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Backend} does. A backend's own test extends it and says how one is started. */
public abstract class BackendContractTest {

    private static final ChangeOptions DRY_RUN = new ChangeOptions(true, Duration.ofSeconds(10));

    @TempDir
    Path folder;

    private Backend backend;

    /**
     * Starts a backend on a folder: a new cluster of one node, or the one that was there before. It serves on return.
     */
    protected abstract Backend start(Path data) throws Exception;

    @BeforeEach
    void startBackend() throws Exception {
        backend = start(folder);
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    private void restart() throws Exception {
        backend.close();
        backend = start(folder);
    }

    private TopicState create(String name, int partitions) throws Exception {
        return done(backend.createTopic(new NewTopic(name, partitions, 1, Map.of()), ChangeOptions.DEFAULT));
    }

    private Appended append(PartitionId partition, String... values) throws Exception {
        return done(backend.append(partition, durable(batch(values))));
    }

    @Test
    void createsATopicThatIsThereAtOnce() throws Exception {
        // When
        var created = done(backend.createTopic(
                new NewTopic("orders", 3, 1, Map.of("retention.ms", "1000")), ChangeOptions.DEFAULT));

        // Then
        assertEquals(3, created.partitionCount());
        assertEquals(Map.of("retention.ms", "1000"), created.configs());
        assertTrue(created.createdAtMs() > 0);
        assertEquals(created, done(backend.topic("orders")));
        assertEquals(created, backend.metadata().topic(created.id()).orElseThrow());
        for (int partition = 0; partition < 3; partition++) {
            var status = done(backend.status(created.partition(partition)));
            assertEquals(0, status.highWatermark());
            assertEquals(OptionalInt.of(backend.cluster().nodeId()), status.leader());
        }
    }

    @Test
    void givesATopicTheDefaultsItLeavesOpen() throws Exception {
        // When
        var created = done(backend.createTopic(
                new NewTopic("orders", NewTopic.DEFAULT, NewTopic.DEFAULT, Map.of()), ChangeOptions.DEFAULT));

        // Then
        assertTrue(created.partitionCount() >= 1);
        assertEquals(1, created.replicationFactor());
    }

    @Test
    void refusesTopicsThatCantBe() throws Exception {
        // Given
        create("orders", 1);
        create("a.b", 1);

        // Then
        assertEquals(Reason.TOPIC_EXISTS, refusedTopic(new NewTopic("orders", 1, 1, Map.of())));
        assertEquals(Reason.INVALID_TOPIC, refusedTopic(new NewTopic("a_b", 1, 1, Map.of())));
        assertEquals(Reason.INVALID_TOPIC, refusedTopic(new NewTopic("no spaces", 1, 1, Map.of())));
        assertEquals(Reason.INVALID_PARTITIONS, refusedTopic(new NewTopic("t", 0, 1, Map.of())));
        assertEquals(Reason.INVALID_PARTITIONS, refusedTopic(new NewTopic("t", 1_000_000, 1, Map.of())));
        assertEquals(Reason.INVALID_REPLICATION_FACTOR, refusedTopic(new NewTopic("t", 1, 0, Map.of())));
        assertEquals(Reason.INVALID_REPLICATION_FACTOR, refusedTopic(new NewTopic("t", 1, 9, Map.of())));
        assertEquals(Reason.INVALID_CONFIG, refusedTopic(new NewTopic("t", 1, 1, Map.of("no.such", "1"))));
        assertEquals(Reason.INVALID_CONFIG, refusedTopic(new NewTopic("t", 1, 1, Map.of("retention.ms", "x"))));
        assertEquals(2, backend.metadata().topics().size());
    }

    private Reason refusedTopic(NewTopic topic) throws Exception {
        var dry = refused(backend.createTopic(topic, DRY_RUN));
        var real = refused(backend.createTopic(topic, ChangeOptions.DEFAULT));
        assertEquals(dry, real, "a dry run is judged as the real run");
        return real;
    }

    @Test
    void changesNothingInADryRun() throws Exception {
        // Given
        var orders = create("orders", 1);
        append(orders.partition(0), "a", "b");
        var before = backend.metadata();

        // When
        var created = done(backend.createTopic(new NewTopic("other", 2, 1, Map.of()), DRY_RUN));
        var grown = done(backend.addPartitions("orders", 5, DRY_RUN));
        var altered =
                done(backend.alterConfigs("orders", new ConfigChange(Map.of("retention.ms", "5"), List.of()), DRY_RUN));
        var deleted = done(backend.delete("orders", DRY_RUN));
        var trimmed = done(backend.trim(orders.partition(0), 1, DRY_RUN));

        // Then
        assertEquals(2, created.partitionCount());
        assertEquals(5, grown.partitionCount());
        assertEquals(Map.of("retention.ms", "5"), altered.configs());
        assertEquals(orders, deleted);
        assertEquals(1, trimmed);
        assertEquals(before, backend.metadata());
        assertEquals(Reason.UNKNOWN_TOPIC, refused(backend.topic("other")));
        assertEquals(Reason.UNKNOWN_PARTITION, refused(backend.status(orders.partition(1))));
        assertEquals(List.of("0=a", "1=b"), valuesFrom(backend, orders.partition(0), 0));
        restart();
        assertEquals(before, backend.metadata());
    }

    @Test
    void addsPartitionsBehindTheOnesThereAre() throws Exception {
        // Given
        var topic = create("orders", 2);
        append(topic.partition(1), "kept");

        // When
        var grown = done(backend.addPartitions("orders", 4, ChangeOptions.DEFAULT));
        var again = done(backend.addPartitions("orders", 4, ChangeOptions.DEFAULT));

        // Then
        assertEquals(4, grown.partitionCount());
        assertEquals(grown, again);
        assertEquals(0, append(topic.partition(3), "new").baseOffset());
        assertEquals(List.of("0=kept"), valuesFrom(backend, topic.partition(1), 0));
        assertEquals(Reason.INVALID_PARTITIONS, refused(backend.addPartitions("orders", 3, ChangeOptions.DEFAULT)));
        assertEquals(Reason.UNKNOWN_TOPIC, refused(backend.addPartitions("no", 3, ChangeOptions.DEFAULT)));
    }

    @Test
    void altersConfigsAndPutsThemIntoForce() throws Exception {
        // Given
        var topic = create("orders", 1);

        // When
        var altered = done(backend.alterConfigs(
                "orders",
                new ConfigChange(Map.of("max.message.bytes", "200", "retention.ms", "5000"), List.of()),
                ChangeOptions.DEFAULT));

        // Then
        assertEquals(Map.of("max.message.bytes", "200", "retention.ms", "5000"), altered.configs());
        assertEquals(
                Reason.RECORD_TOO_LARGE, refused(backend.append(topic.partition(0), durable(batch("x".repeat(500))))));
        var removed = done(backend.alterConfigs(
                "orders", new ConfigChange(Map.of(), List.of("max.message.bytes")), ChangeOptions.DEFAULT));
        assertEquals(Map.of("retention.ms", "5000"), removed.configs());
        assertEquals(0, append(topic.partition(0), "x".repeat(500)).baseOffset());
    }

    @Test
    void refusesConfigsThatCantBe() throws Exception {
        // Given
        var topic = create("orders", 1);

        // Then
        assertEquals(Reason.INVALID_CONFIG, refusedConfig("orders", Map.of("no.such", "1"), List.of()));
        assertEquals(Reason.INVALID_CONFIG, refusedConfig("orders", Map.of("retention.ms", "-7"), List.of()));
        assertEquals(
                Reason.INVALID_REQUEST, refusedConfig("orders", Map.of("retention.ms", "7"), List.of("retention.ms")));
        assertEquals(Reason.UNKNOWN_TOPIC, refusedConfig("no", Map.of("retention.ms", "7"), List.of()));
        assertEquals(topic, done(backend.topic("orders")));
    }

    private Reason refusedConfig(String topic, Map<String, String> set, List<String> remove) throws Exception {
        return refused(backend.alterConfigs(topic, new ConfigChange(set, remove), ChangeOptions.DEFAULT));
    }

    @Test
    void deletesATopicAndNeverReachesItsIdAgain() throws Exception {
        // Given
        var old = create("orders", 1);
        append(old.partition(0), "old");

        // When
        var deleted = done(backend.delete("orders", ChangeOptions.DEFAULT));
        var fresh = create("orders", 1);

        // Then
        assertEquals(old, deleted);
        assertNotEquals(old.id(), fresh.id());
        assertEquals(Reason.UNKNOWN_TOPIC, refused(backend.append(old.partition(0), durable(batch("x")))));
        assertEquals(Reason.UNKNOWN_TOPIC, refused(backend.read(old.partition(0), readAt(0))));
        assertEquals(Reason.UNKNOWN_TOPIC, refused(backend.status(old.partition(0))));
        assertEquals(List.of(), valuesFrom(backend, fresh.partition(0), 0));
        assertEquals(0, append(fresh.partition(0), "new").baseOffset());
        done(backend.delete("orders", ChangeOptions.DEFAULT));
        assertEquals(Reason.UNKNOWN_TOPIC, refused(backend.delete("orders", ChangeOptions.DEFAULT)));
    }

    @Test
    void givesEachProducerIdOutOnce() throws Exception {
        // When
        var first = done(backend.allocateProducerIds(1000));
        var second = done(backend.allocateProducerIds(1));
        restart();
        var third = done(backend.allocateProducerIds(5));

        // Then
        assertEquals(first.first() + 1000, second.first());
        assertEquals(second.first() + 1, third.first());
        assertEquals(5, third.count());
        assertEquals(Reason.INVALID_REQUEST, refused(backend.allocateProducerIds(0)));
        assertEquals(Reason.INVALID_REQUEST, refused(backend.allocateProducerIds(Integer.MAX_VALUE)));
    }

    @Test
    void appendsInTheOrderOfTheCalls() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        int count = 500;

        // When
        var answers = IntStream.range(0, count)
                .mapToObj(i -> backend.append(partition, durable(batch("v" + i))))
                .toList();

        // Then
        for (int i = 0; i < count; i++) {
            var appended = done(answers.get(i));
            assertEquals(i, appended.baseOffset());
            assertEquals(i + 1, appended.endOffsetExclusive());
        }
        assertEquals(IntStream.range(0, count).mapToObj(i -> i + "=v" + i).toList(), valuesFrom(backend, partition, 0));
    }

    @Test
    void keepsTheOrderOfEachOfManyConcurrentProducers() throws Exception {
        // Given
        var topic = create("orders", 4);
        int producers = 8;
        int each = 100;

        // When
        var threads = new ArrayList<Thread>();
        var failures = new ConcurrentLinkedQueue<Throwable>();
        for (int producer = 0; producer < producers; producer++) {
            int id = producer;
            threads.add(Thread.ofVirtual().start(() -> produce(topic.partition(id % 4), id, each, failures)));
        }
        for (var thread : threads) {
            assertTrue(thread.join(Duration.ofSeconds(Records.WAIT_SECONDS)));
        }

        // Then
        assertEquals(List.of(), List.copyOf(failures));
        for (int partition = 0; partition < 4; partition++) {
            var values = valuesFrom(backend, topic.partition(partition), 0);
            assertEquals(producers / 4 * each, values.size());
            for (int producer = partition; producer < producers; producer += 4) {
                var prefix = "p" + producer + "-";
                assertEquals(
                        IntStream.range(0, each).mapToObj(i -> prefix + i).toList(),
                        values.stream()
                                .map(value -> value.substring(value.indexOf('=') + 1))
                                .filter(value -> value.startsWith(prefix))
                                .toList());
            }
        }
    }

    private void produce(PartitionId partition, int id, int count, ConcurrentLinkedQueue<Throwable> failures) {
        try {
            var answers = new ArrayList<CompletableFuture<Outcome<Appended>>>();
            for (int i = 0; i < count; i++) {
                answers.add(backend.append(partition, durable(batch("p" + id + "-" + i))));
            }
            for (var answer : answers) {
                done(answer);
            }
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    @Test
    void showsAnAppendToReadersOnceItIsAcknowledged() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);

        // When
        var appended = append(partition, "a", "b", "c");

        // Then
        var read = done(backend.read(partition, readAt(0)));
        assertEquals(0, appended.baseOffset());
        assertEquals(3, appended.endOffsetExclusive());
        assertEquals(3, read.highWatermark());
        assertEquals(3, read.lastStableOffset());
        assertEquals(0, read.startOffset());
        assertEquals(List.of("0=a", "1=b", "2=c"), valuesIn(read));
        assertEquals(3, done(backend.status(partition)).highWatermark());
    }

    @Test
    void takesAppendsThatDoNotWaitForTheDisk() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        var signal = new Semaphore(0);
        var subscription = backend.onAppend(partition, signal::release);

        // When
        var appended = done(backend.append(partition, new AppendRequest(batch("a"), AppendOrigin.CLIENT, false)));

        // Then
        assertEquals(0, appended.baseOffset());
        assertTrue(signal.tryAcquire(Records.WAIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(List.of("0=a"), valuesFrom(backend, partition, 0));
        subscription.close();
    }

    @Test
    void refusesAppendsThatCantBe() throws Exception {
        // Given
        var topic = create("orders", 1);
        var partition = topic.partition(0);
        var corrupt = batch("a");
        corrupt.put(corrupt.limit() - 1, (byte) ~corrupt.get(corrupt.limit() - 1));

        // Then
        assertEquals(Reason.CORRUPT_BATCH, refused(backend.append(partition, durable(corrupt))));
        assertEquals(Reason.CORRUPT_BATCH, refused(backend.append(partition, durable(ByteBuffer.allocate(0)))));
        assertEquals(Reason.UNSUPPORTED_FORMAT, refused(backend.append(partition, durable(ByteBuffer.allocate(100)))));
        assertEquals(Reason.UNKNOWN_PARTITION, refused(backend.append(topic.partition(1), durable(batch("a")))));
        assertEquals(
                Reason.UNKNOWN_TOPIC,
                refused(backend.append(new PartitionId(new TopicId(5, 5), 0), durable(batch("a")))));
        assertEquals(Reason.RECORD_TOO_LARGE, refused(backend.append(partition, durable(batch("x".repeat(2 << 20))))));
        assertEquals(0, append(partition, "good").baseOffset());
    }

    @Test
    void appendsAnIdempotentProducersBatchOnce() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        long producer = done(backend.allocateProducerIds(1)).first();
        var first = done(backend.append(partition, durable(Records.idempotent(producer, 0, 0, "a", "b"))));

        // When
        var again = done(backend.append(partition, durable(Records.idempotent(producer, 0, 0, "a", "b"))));

        // Then
        assertFalse(first.duplicate());
        assertTrue(again.duplicate());
        assertEquals(first.baseOffset(), again.baseOffset());
        assertEquals(
                Reason.OUT_OF_ORDER_SEQUENCE,
                refused(backend.append(partition, durable(Records.idempotent(producer, 0, 7, "z")))));
        done(backend.append(partition, durable(Records.idempotent(producer, 1, 0, "c"))));
        assertEquals(
                Reason.PRODUCER_FENCED,
                refused(backend.append(partition, durable(Records.idempotent(producer, 0, 2, "z")))));
        assertEquals(List.of("0=a", "1=b", "2=c"), valuesFrom(backend, partition, 0));
    }

    @Test
    void readsFromAnyOffsetAndEmptyAtTheEnd() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        append(partition, "a");
        append(partition, "b");

        // When
        var second = done(backend.read(partition, readAt(1)));
        var end = done(backend.read(partition, readAt(2)));
        var small = done(backend.read(partition, new ReadRequest(0, 1, true, Isolation.READ_UNCOMMITTED)));
        var none = done(backend.read(partition, new ReadRequest(0, 1, false, Isolation.READ_COMMITTED)));

        // Then
        assertEquals(List.of("1=b"), valuesIn(second));
        assertEquals(0, end.records().sizeBytes());
        assertEquals(List.of("0=a"), valuesIn(small));
        assertTrue(none.records().sizeBytes() <= 1);
        assertEquals(Reason.OFFSET_OUT_OF_RANGE, refused(backend.read(partition, readAt(3))));
        assertEquals(Reason.OFFSET_OUT_OF_RANGE, refused(backend.read(partition, readAt(-1))));
    }

    @Test
    void findsOffsets() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        done(backend.append(partition, durable(Records.batchAt(1000, "a"))));
        done(backend.append(partition, durable(Records.batchAt(3000, "b"))));
        done(backend.append(partition, durable(Records.batchAt(2000, "c"))));

        // Then
        assertEquals(0, offsetAt(partition, new OffsetQuery.Earliest()).offset());
        assertEquals(
                3,
                offsetAt(partition, new OffsetQuery.Latest(Isolation.READ_UNCOMMITTED))
                        .offset());
        assertEquals(
                3,
                offsetAt(partition, new OffsetQuery.Latest(Isolation.READ_COMMITTED))
                        .offset());
        assertEquals(1, offsetAt(partition, new OffsetQuery.AtTime(1500)).offset());
        assertEquals(3000, offsetAt(partition, new OffsetQuery.AtTime(1500)).timestampMs());
        assertEquals(-1, offsetAt(partition, new OffsetQuery.AtTime(9000)).offset());
        assertEquals(1, offsetAt(partition, new OffsetQuery.MaxTimestamp()).offset());
        assertEquals(
                Reason.UNKNOWN_TOPIC,
                refused(backend.offsetAt(new PartitionId(new TopicId(5, 5), 0), new OffsetQuery.Earliest())));
    }

    private OffsetAt offsetAt(PartitionId partition, OffsetQuery query) throws Exception {
        return done(backend.offsetAt(partition, query));
    }

    @Test
    void trimsRecordsForGood() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        append(partition, "a");
        append(partition, "b");
        append(partition, "c");

        // When
        long start = done(backend.trim(partition, 2, ChangeOptions.DEFAULT));

        // Then
        assertEquals(2, start);
        assertEquals(2, done(backend.status(partition)).startOffset());
        assertEquals(Reason.OFFSET_OUT_OF_RANGE, refused(backend.read(partition, readAt(0))));
        assertEquals(2, done(backend.trim(partition, 1, ChangeOptions.DEFAULT)));
        restart();
        assertEquals(2, done(backend.status(partition)).startOffset());
        assertEquals(List.of("2=c"), valuesFrom(backend, partition, 2));
        assertEquals(3, done(backend.trim(partition, -1, ChangeOptions.DEFAULT)));
        assertEquals(List.of(), valuesFrom(backend, partition, 3));
    }

    @Test
    void refusesTrimsThatCantBe() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        append(partition, "a");
        var compacted = done(backend.createTopic(
                new NewTopic("state", 1, 1, Map.of("cleanup.policy", "compact")), ChangeOptions.DEFAULT));

        // Then
        for (var options : List.of(ChangeOptions.DEFAULT, DRY_RUN)) {
            assertEquals(Reason.OFFSET_OUT_OF_RANGE, refused(backend.trim(partition, 2, options)));
            assertEquals(Reason.OFFSET_OUT_OF_RANGE, refused(backend.trim(partition, -2, options)));
            assertEquals(Reason.POLICY_VIOLATION, refused(backend.trim(compacted.partition(0), 0, options)));
            assertEquals(
                    Reason.UNKNOWN_TOPIC, refused(backend.trim(new PartitionId(new TopicId(5, 5), 0), 0, options)));
        }
    }

    @Test
    void keepsEverythingOverARestart() throws Exception {
        // Given
        var orders = create("orders", 3);
        create("gone", 1);
        done(backend.delete("gone", ChangeOptions.DEFAULT));
        done(backend.alterConfigs(
                "orders", new ConfigChange(Map.of("retention.ms", "86400000"), List.of()), ChangeOptions.DEFAULT));
        done(backend.addPartitions("orders", 5, ChangeOptions.DEFAULT));
        append(orders.partition(0), "a", "b");
        append(orders.partition(4), "c");
        var before = backend.metadata();
        var clusterId = backend.cluster().clusterId();

        // When
        restart();

        // Then
        assertEquals(before, backend.metadata());
        assertEquals(clusterId, backend.cluster().clusterId());
        assertEquals(List.of("0=a", "1=b"), valuesFrom(backend, orders.partition(0), 0));
        assertEquals(List.of("0=c"), valuesFrom(backend, orders.partition(4), 0));
        assertEquals(2, append(orders.partition(0), "d").baseOffset());
        assertEquals(Reason.UNKNOWN_TOPIC, refused(backend.topic("gone")));
    }

    @Test
    void signalsAppendsTrimsAndTheEndOfATopic() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        var signal = new Semaphore(0);
        var other = new Semaphore(0);
        var subscription = backend.onAppend(partition, signal::release);
        var closed = backend.onAppend(partition, other::release);
        closed.close();
        closed.close();

        // When
        append(partition, "a");

        // Then
        assertTrue(signal.tryAcquire(Records.WAIT_SECONDS, TimeUnit.SECONDS));
        done(backend.trim(partition, 1, ChangeOptions.DEFAULT));
        assertTrue(signal.tryAcquire(Records.WAIT_SECONDS, TimeUnit.SECONDS));
        done(backend.delete("orders", ChangeOptions.DEFAULT));
        assertTrue(signal.tryAcquire(Records.WAIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, other.availablePermits());
        subscription.close();
        backend.onAppend(partition, signal::release).close();
    }

    @Test
    void tellsOfEachNewImageInOrder() throws Exception {
        // Given
        var images = new ConcurrentLinkedQueue<MetadataImage>();
        var subscription = backend.onMetadata(images::add);

        // When
        create("a", 1);
        create("b", 1);
        done(backend.delete("a", ChangeOptions.DEFAULT));
        subscription.close();
        create("c", 1);

        // Then
        assertEquals(
                List.of(List.of("a"), List.of("a", "b"), List.of("b")),
                images.stream()
                        .map(image -> image.topicsByName().stream()
                                .map(TopicState::name)
                                .toList())
                        .toList());
    }

    @Test
    void decidesConcurrentChangesOneByOne() throws Exception {
        // When
        var answers = IntStream.range(0, 50)
                .mapToObj(i ->
                        backend.createTopic(new NewTopic("topic-" + i % 10, 1, 1, Map.of()), ChangeOptions.DEFAULT))
                .toList();

        // Then
        int created = 0;
        for (var answer : answers) {
            switch (answer.get(Records.WAIT_SECONDS, TimeUnit.SECONDS)) {
                case Outcome.Done<TopicState> done -> created++;
                case Outcome.Rejected<TopicState>(var rejection) ->
                    assertEquals(Reason.TOPIC_EXISTS, rejection.reason());
                case Outcome.Unknown<TopicState>(var message) -> throw new AssertionError(message);
            }
        }
        assertEquals(10, created);
        assertEquals(10, backend.metadata().topics().size());
    }

    @Test
    void showsTheCluster() {
        // When
        var cluster = backend.cluster();

        // Then
        assertEquals(22, cluster.clusterId().length());
        assertTrue(cluster.ready(), cluster.notReadyReason());
        assertEquals(OptionalInt.of(cluster.nodeId()), cluster.controllerId());
        assertEquals(1, cluster.nodes().size());
        assertTrue(cluster.nodes().getFirst().alive());
    }

    @Test
    void answersEverythingAtTheClose() throws Exception {
        // Given
        var partition = create("orders", 1).partition(0);
        var appends = IntStream.range(0, 2000)
                .mapToObj(i -> backend.append(partition, durable(batch("v" + i))))
                .toList();
        var changes = IntStream.range(0, 20)
                .mapToObj(i -> backend.createTopic(new NewTopic("t" + i, 1, 1, Map.of()), ChangeOptions.DEFAULT))
                .toList();

        // When
        backend.close();
        backend.close();

        // Then
        long acknowledged = 0;
        for (var answer : appends) {
            assertTrue(answer.isDone());
            acknowledged += answer.get() instanceof Outcome.Done<Appended> ? 1 : 0;
        }
        var created = new HashSet<String>();
        for (var answer : changes) {
            assertTrue(answer.isDone());
            if (answer.get() instanceof Outcome.Done<TopicState>(var topic)) {
                created.add(topic.name());
            }
        }
        assertEquals(Reason.NOT_READY, refused(backend.append(partition, durable(batch("x")))));
        assertEquals(Reason.NOT_READY, refused(backend.read(partition, readAt(0))));
        assertEquals(
                Reason.NOT_READY,
                refused(backend.createTopic(new NewTopic("late", 1, 1, Map.of()), ChangeOptions.DEFAULT)));
        assertFalse(backend.cluster().ready());
        backend = start(folder);
        assertTrue(valuesFrom(backend, partition, 0).size() >= acknowledged);
        for (var name : created) {
            done(backend.topic(name));
        }
    }
}
