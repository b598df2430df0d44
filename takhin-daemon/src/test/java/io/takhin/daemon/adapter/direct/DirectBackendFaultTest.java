package io.takhin.daemon.adapter.direct;

import static io.takhin.daemon.port.Records.WAIT_SECONDS;
import static io.takhin.daemon.port.Records.batch;
import static io.takhin.daemon.port.Records.done;
import static io.takhin.daemon.port.Records.durable;
import static io.takhin.daemon.port.Records.readAt;
import static io.takhin.daemon.port.Records.refused;
import static io.takhin.daemon.port.Records.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.RecordedFaults;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link DirectBackend} does when disks fail, fill up or are slow, and when more is asked than fits. */
class DirectBackendFaultTest {

    private final IOException broken = new IOException("disk broken in a test");

    @TempDir
    Path data;

    private final RecordedFaults faults = new RecordedFaults();
    private final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);
    private FaultyLogs logs;
    private Optional<DirectBackend> backend = Optional.empty();

    private DirectBackend start(FlushPolicy flush) throws IOException {
        return start(DirectFixture.settings().withFlush(flush));
    }

    private DirectBackend start(DirectSettings settings) throws IOException {
        logs = new FaultyLogs(DirectFixture.realLogs(data));
        var real = DirectFixture.ports(data, logs, faults);
        var ports = new DirectPorts(
                logs, real.rules(), real.store(), real.commands(), freeBytes::get, faults, real.clock());
        var started = DirectBackend.open(settings, ports, (done, total) -> {});
        backend = Optional.of(started);
        return started;
    }

    @AfterEach
    void close() {
        backend.ifPresent(DirectBackend::close);
    }

    private static DirectSettings queues(int changesMax, int appendsMax, long appendBytesMax, FlushPolicy flush) {
        var defaults = DirectFixture.settings();
        return new DirectSettings(
                defaults.self(),
                "",
                1,
                flush,
                0,
                1,
                1,
                new DirectSettings.Queues(changesMax, appendsMax, appendBytesMax, 10),
                10);
    }

    private static TopicState create(DirectBackend backend, String name) throws Exception {
        return done(backend.createTopic(new NewTopic(name, 1, 1, Map.of()), ChangeOptions.DEFAULT));
    }

    private static PartitionId orders(DirectBackend backend) throws Exception {
        return create(backend, "orders").partition(0);
    }

    @Test
    void showsAndAcknowledgesNothingBeforeItIsOnDiskWithFlushAlways() throws Exception {
        // Given
        var served = start(new FlushPolicy.Always());
        var partition = orders(served);
        logs.flushGate = new CountDownLatch(1);

        // When
        var written = done(served.append(partition, new AppendRequest(batch("a"), AppendOrigin.CLIENT, false)));
        var waiting = served.append(partition, durable(batch("b")));

        // Then
        assertEquals(0, written.baseOffset());
        assertEquals(0, done(served.read(partition, readAt(0))).highWatermark());
        assertFalse(waiting.isDone());
        logs.flushGate.countDown();
        assertEquals(1, done(waiting).baseOffset());
        assertEquals(List.of("0=a", "1=b"), valuesFrom(served, partition, 0));
    }

    @Test
    void sharesOneFlushAmongTheAppendsThatWait() throws Exception {
        // Given
        var served = start(new FlushPolicy.Always());
        var partition = orders(served);
        logs.appendGate = new CountDownLatch(1);
        int before = logs.flushes.get();

        // When
        var answers = IntStream.range(0, 100)
                .mapToObj(i -> served.append(partition, durable(batch("v" + i))))
                .toList();
        logs.appendGate.countDown();
        for (var answer : answers) {
            done(answer);
        }

        // Then
        assertTrue(logs.flushes.get() - before <= 2, "flushes: " + (logs.flushes.get() - before));
    }

    @Test
    void flushesInTheBackgroundWithAnInterval() throws Exception {
        // Given
        var served = start(new FlushPolicy.Interval(Duration.ofMillis(5)));
        var partition = orders(served);
        logs.flushGate = new CountDownLatch(1);

        // When
        done(served.append(partition, durable(batch("a"))));
        assertEquals(List.of("0=a"), valuesFrom(served, partition, 0));
        logs.flushGate.countDown();
        served.close();

        // Then
        assertTrue(logs.flushes.get() >= 1);
        assertEquals(List.of(), faults.storage());
    }

    @Test
    void takesNoAppendsForALogWhoseWriteFailed() throws Exception {
        // Given
        var served = start(FlushPolicy.Interval.DEFAULT);
        var partition = orders(served);
        var other = create(served, "other").partition(0);
        done(served.append(partition, durable(batch("a"))));
        logs.onAppend = Optional.of(broken);

        // When
        var failed = served.append(partition, durable(batch("b"))).get(WAIT_SECONDS, TimeUnit.SECONDS);
        logs.onAppend = Optional.empty();

        // Then
        assertInstanceOf(Outcome.Unknown.class, failed);
        assertEquals(Reason.STORAGE_FAILED, refused(served.append(partition, durable(batch("c")))));
        assertEquals(Reason.STORAGE_FAILED, refused(served.trim(partition, 0, ChangeOptions.DEFAULT)));
        assertEquals(List.of("0=a"), valuesFrom(served, partition, 0));
        assertEquals(0, done(served.append(other, durable(batch("x")))).baseOffset());
        assertEquals(1, faults.storage().size());
    }

    @Test
    void neverAcknowledgesWhatAFailedFlushLeftOpen() throws Exception {
        // Given
        var served = start(new FlushPolicy.Always());
        var partition = orders(served);
        logs.onFlush = Optional.of(broken);

        // When
        var failed = served.append(partition, durable(batch("a"))).get(WAIT_SECONDS, TimeUnit.SECONDS);
        logs.onFlush = Optional.empty();

        // Then
        assertInstanceOf(Outcome.Unknown.class, failed);
        assertEquals(Reason.STORAGE_FAILED, refused(served.append(partition, durable(batch("b")))));
        assertEquals(List.of(), valuesFrom(served, partition, 0));
        assertEquals(1, faults.storage().size());
    }

    @Test
    void saysThatARecordCantBeRead() throws Exception {
        // Given
        var served = start(FlushPolicy.Interval.DEFAULT);
        var partition = orders(served);
        done(served.append(partition, durable(batch("a"))));
        logs.onRead = Optional.of(broken);

        // When
        var refusal = refused(served.read(partition, readAt(0)));

        // Then
        assertEquals(Reason.STORAGE_FAILED, refusal);
        assertEquals(Reason.STORAGE_FAILED, refused(served.read(partition, readAt(0))));
        assertEquals(1, faults.storage().size(), "told once");
    }

    @Test
    void reportsABugInALogAndKeepsTheOthers() throws Exception {
        // Given
        var served = start(FlushPolicy.Interval.DEFAULT);
        var partition = orders(served);
        var other = create(served, "other").partition(0);
        logs.bugOnAppend = Optional.of(new IllegalStateException("bug in a test"));

        // When
        var answer = served.append(partition, durable(batch("a")));
        assertThrows(ExecutionException.class, () -> answer.get(WAIT_SECONDS, TimeUnit.SECONDS));
        logs.bugOnAppend = Optional.empty();

        // Then
        assertThrows(AssertionError.class, faults::assertNoBug);
        assertEquals(Reason.STORAGE_FAILED, refused(served.append(partition, durable(batch("b")))));
        assertEquals(0, done(served.append(other, durable(batch("x")))).baseOffset());
    }

    @Test
    void leavesNoOneWaitingWhenAThreadEndsOverABug() throws Exception {
        // Given
        var served = start(queues(10, 100, 1 << 20, new FlushPolicy.Always()));
        var partition = orders(served);
        var signal = served.onAppend(partition, () -> {
            throw new IllegalStateException("bug in a test");
        });
        var listener = served.onMetadata(image -> {
            throw new IllegalStateException("bug in a test");
        });

        // When
        var appends = IntStream.range(0, 20)
                .mapToObj(i -> served.append(partition, durable(batch("v" + i))))
                .toList();
        var changes = IntStream.range(0, 5)
                .mapToObj(i -> served.createTopic(new NewTopic("t" + i, 1, 1, Map.of()), ChangeOptions.DEFAULT))
                .toList();
        served.close();

        // Then
        assertTrue(appends.stream().allMatch(answer -> answer.isDone()));
        assertTrue(changes.stream().allMatch(answer -> answer.isDone()));
        assertThrows(AssertionError.class, faults::assertNoBug);
        signal.close();
        listener.close();
    }

    @Test
    void createsNoTopicWithoutItsLogs() throws Exception {
        // Given
        var served = start(FlushPolicy.Interval.DEFAULT);
        logs.onCreate = Optional.of(broken);

        // When
        var refusal = refused(served.createTopic(new NewTopic("orders", 1, 1, Map.of()), ChangeOptions.DEFAULT));
        logs.onCreate = Optional.empty();

        // Then
        assertEquals(Reason.STORAGE_FAILED, refusal);
        assertEquals(Reason.UNKNOWN_TOPIC, refused(served.topic("orders")));
        assertEquals(0, done(served.append(orders(served), durable(batch("x")))).baseOffset());
    }

    @Test
    void refusesWhatNeedsRoomWhileTheDiskIsFull() throws Exception {
        // Given
        freeBytes.set(5_000);
        var settings = DirectFixture.settings();
        var served = start(new DirectSettings(
                settings.self(), "", 1, settings.flush(), 1_000, 1, 1, DirectSettings.Queues.DEFAULT, 10));
        var partition = orders(served);
        done(served.append(partition, durable(batch("a"))));

        // When
        freeBytes.set(999);

        // Then
        await(() -> refusedWith(served, partition, Reason.STORAGE_FULL));
        assertEquals(
                Reason.STORAGE_FULL,
                refused(served.createTopic(new NewTopic("t", 1, 1, Map.of()), ChangeOptions.DEFAULT)));
        assertEquals(Reason.STORAGE_FULL, refused(served.addPartitions("orders", 2, ChangeOptions.DEFAULT)));
        assertEquals(1, done(served.trim(partition, 1, ChangeOptions.DEFAULT)));
        freeBytes.set(1_050);
        assertTrue(refusedWith(served, partition, Reason.STORAGE_FULL), "a tenth more than the reserve must be free");
        freeBytes.set(1_100);
        await(() -> served.append(partition, durable(batch("b"))).get(WAIT_SECONDS, TimeUnit.SECONDS)
                instanceof Outcome.Done<?>);
        done(served.delete("orders", ChangeOptions.DEFAULT));
    }

    private static boolean refusedWith(DirectBackend served, PartitionId partition, Reason reason) throws Exception {
        return served.append(partition, durable(batch("x"))).get(WAIT_SECONDS, TimeUnit.SECONDS)
                        instanceof Outcome.Rejected<?>(var rejection)
                && rejection.reason() == reason;
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            Thread.onSpinWait();
        }
    }

    @Test
    void refusesAppendsBeyondItsQueue() throws Exception {
        // Given
        var served = start(queues(10, 4, 1 << 20, FlushPolicy.Interval.DEFAULT));
        var partition = orders(served);
        logs.appendGate = new CountDownLatch(1);

        // When
        var answers = IntStream.range(0, 1000)
                .mapToObj(i -> served.append(partition, durable(batch("v"))))
                .toList();
        logs.appendGate.countDown();

        // Then
        int taken = 0;
        for (var answer : answers) {
            switch (answer.get(WAIT_SECONDS, TimeUnit.SECONDS)) {
                case Outcome.Done<?> done -> taken++;
                case Outcome.Rejected<?>(var rejection) -> assertEquals(Reason.OVERLOADED, rejection.reason());
                case Outcome.Unknown<?>(var message) -> throw new AssertionError(message);
            }
        }
        assertTrue(taken >= 4 && taken <= 9, "taken: " + taken);
        assertEquals(taken, valuesFrom(served, partition, 0).size());
    }

    @Test
    void refusesAppendsBeyondItsBytes() throws Exception {
        // Given
        var served = start(queues(10, 1000, 10_000, FlushPolicy.Interval.DEFAULT));
        var partition = orders(served);
        var large = "x".repeat(3_000);
        logs.appendGate = new CountDownLatch(1);

        // When
        var answers = IntStream.range(0, 10)
                .mapToObj(i -> served.append(partition, durable(batch(large))))
                .toList();

        // Then
        assertEquals(7, answers.stream().filter(answer -> answer.isDone()).count());
        assertEquals(Reason.OVERLOADED, refused(answers.getLast()));
        assertEquals(Reason.RECORD_TOO_LARGE, refused(served.append(partition, durable(batch(large.repeat(4))))));
        logs.appendGate.countDown();
        for (int i = 0; i < 3; i++) {
            assertEquals(i, done(answers.get(i)).baseOffset());
        }
        for (int i = 3; i < 20; i++) {
            assertEquals(
                    i, done(served.append(partition, durable(batch(large)))).baseOffset());
        }
    }

    @Test
    void saysWhetherALateChangeWasBegun() throws Exception {
        // Given
        var served = start(queues(3, 10, 1 << 20, FlushPolicy.Interval.DEFAULT));
        logs.createGate = new CountDownLatch(1);
        var soon = new ChangeOptions(false, Duration.ofMillis(50));

        // When
        var begun = served.createTopic(new NewTopic("begun", 1, 1, Map.of()), soon);
        var outcome = begun.get(WAIT_SECONDS, TimeUnit.SECONDS);
        var queued = served.createTopic(new NewTopic("queued", 1, 1, Map.of()), soon);
        var refusal = refused(queued);
        var waiting = IntStream.range(0, 5)
                .mapToObj(i -> served.createTopic(new NewTopic("waits-" + i, 1, 1, Map.of()), ChangeOptions.DEFAULT))
                .toList();

        // Then
        assertInstanceOf(Outcome.Unknown.class, outcome);
        assertEquals(Reason.OVERLOADED, refusal);
        assertEquals(Reason.OVERLOADED, refused(waiting.getLast()));
        logs.createGate.countDown();
        done(waiting.getFirst());
        done(served.topic("begun"));
        assertEquals(Reason.UNKNOWN_TOPIC, refused(served.topic("queued")));
    }

    @Test
    void rebuildsTheMetadataFromCheckpointAndCommandsAfterACrash() throws Exception {
        // Given
        var served = start(queues(100, 10, 1 << 20, FlushPolicy.Interval.DEFAULT));
        for (int i = 0; i < 35; i++) {
            create(served, "topic-" + i);
        }
        var before = served.metadata();
        served.close();

        // When
        Files.delete(data.resolve("meta").resolve("CLEAN"));
        var again = start(FlushPolicy.Interval.DEFAULT);

        // Then
        assertEquals(before, again.metadata());
        assertEquals(
                0,
                done(again.append(before.topic("topic-3").orElseThrow().partition(0), durable(batch("x"))))
                        .baseOffset());
    }

    @Test
    void refusesToStartWhereCommandsWereLostEachTime() throws Exception {
        // Given
        var served = start(FlushPolicy.Interval.DEFAULT);
        create(served, "orders");
        served.close();
        deleteAll(data.resolve("meta").resolve("commands"));

        for (int attempt = 0; attempt < 3; attempt++) {
            // When
            var failure = assertThrows(IOException.class, () -> start(FlushPolicy.Interval.DEFAULT));

            // Then
            assertTrue(failure.getMessage().contains("commands were lost"), failure.getMessage());
        }
    }

    @Test
    void beginsNoNewClusterOverTheLogsOfAnOldOne() throws Exception {
        // Given
        var served = start(FlushPolicy.Interval.DEFAULT);
        done(served.append(orders(served), durable(batch("a"))));
        served.close();
        deleteAll(data.resolve("meta").resolve("commands"));
        Files.delete(data.resolve("meta").resolve("CLEAN"));

        // When
        var failure = assertThrows(TakhinException.class, () -> start(FlushPolicy.Interval.DEFAULT));

        // Then
        assertTrue(failure.getMessage().contains("restore the folder meta"), failure.getMessage());
        assertTrue(DirectFixture.realLogs(data).hasLogs());
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void refusesTheFolderOfAnotherCluster() throws Exception {
        // Given
        start(FlushPolicy.Interval.DEFAULT).close();
        var settings = DirectFixture.settings();

        // When
        var other = new DirectSettings(
                settings.self(), "another-cluster", 1, settings.flush(), 0, 1, 1, DirectSettings.Queues.DEFAULT, 10);
        var failure = assertThrows(TakhinException.class, () -> start(other));

        // Then
        assertTrue(failure.getMessage().contains("another-cluster"), failure.getMessage());
    }
}
