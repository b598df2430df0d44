package io.takhin.daemon.adapter.kafka.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.adapter.kafka.KafkaTestNode;
import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.TransactionCheck;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.coordinator.common.runtime.CoordinatorPlayback;
import org.apache.kafka.coordinator.common.runtime.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads of one partition follow each other, and the runtime hears of each before the next is asked for. */
class StateLoaderIT {

    private static final TopicPartition NAME = new TopicPartition("state", 0);
    private static final Deserializer<String> TEXT = (_, value) -> String.valueOf(value.remaining());

    @TempDir
    private Path folder;

    private final Loads loads = new Loads();
    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    private KafkaTestNode node;
    private CoordinatorTopic topic;
    private StateLogs logs;
    private StateLoader<String> loader;

    @BeforeEach
    void start() throws Exception {
        node = KafkaTestNode.start(folder, 0);
        topic = new CoordinatorTopic(node.backend(), NAME.topic(), 2, Map.of());
        assertInstanceOf(Outcome.Done.class, topic.ensure().get(20, TimeUnit.SECONDS));
        var batch = MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(new byte[1], new byte[2]));
        var request = new AppendRequest(batch.buffer(), AppendOrigin.COORDINATOR, true, true);
        var partition = topic.partition(0).orElseThrow();
        assertInstanceOf(
                Outcome.Done.class, node.backend().append(partition, request).get(20, TimeUnit.SECONDS));
        logs = new StateLogs(
                node.backend(),
                topic,
                Duration.ofSeconds(1),
                number -> events.add("load again, under way " + loads.underWay(number)),
                TransactionCheck.NONE);
        loader = new StateLoader<>(node.backend(), logs, loads, TEXT, "takhin-test-load-", 2);
    }

    @AfterEach
    void stop() throws IOException {
        loader.close();
        node.close();
    }

    @Test
    void tellsOfAFailedLoadBeforeItAsksForAnother() {
        // Given
        var state = new Slow(true);
        var load = loader.load(NAME, state);
        var _ = load.whenComplete((_, failure) -> events.add("told, failed " + (failure != null)));

        // When
        state.goOn.countDown();

        // Then
        await(() -> events.size() == 2);
        assertEquals(List.of("told, failed true", "load again, under way false"), List.copyOf(events));
    }

    @Test
    void doesNotTellOfALoadThatIsNotWantedAnyMore() throws Exception {
        // Given
        var state = new Slow(false);
        var load = loader.load(NAME, state);
        assertTrue(state.reached.await(20, TimeUnit.SECONDS));

        // When
        loads.abandon(0);
        state.goOn.countDown();

        // Then
        await(() -> !loads.underWay(0));
        assertFalse(load.isDone());
        assertEquals(List.of(), List.copyOf(events));
        assertThrows(NotLeaderOrFollowerException.class, () -> logs.registerListener(NAME, (_, _) -> {}));
    }

    @Test
    void asksForALoadOnlyWhenTheOneBeforeIsOver() {
        // Given
        var _ = loads.begin(0);
        try (var follower =
                new LeadershipFollower(node.backend(), topic, new Elected(), loads, "takhin-test-leadership")) {
            follower.start();
            await(() -> events.contains("elected 1"));

            // When
            boolean early = events.contains("elected 0");
            loads.end(0);

            // Then
            assertFalse(early);
            await(() -> events.contains("elected 0"));
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "not in time");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private final class Elected implements LeadershipFollower.Shards {
        @Override
        public void created(int partitions) {
            events.add("created " + partitions);
        }

        @Override
        public void elected(int partition, int leaderEpoch) {
            events.add("elected " + partition);
        }

        @Override
        public void resigned(int partition) {
            events.add("resigned " + partition);
        }
    }

    /** A state that holds its load up, and then breaks it if asked. */
    private static final class Slow implements CoordinatorPlayback<String> {
        private final boolean breaks;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        Slow(boolean breaks) {
            this.breaks = breaks;
        }

        @Override
        public void replay(long offset, long producerId, short producerEpoch, String record) {
            reached.countDown();
            try {
                assertTrue(goOn.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (breaks) {
                throw new IllegalStateException("broken on purpose");
            }
        }

        @Override
        public void replayEndTransactionMarker(long producerId, short producerEpoch, TransactionResult result) {
            throw new IllegalStateException("no transactions here");
        }

        @Override
        public void updateLastWrittenOffset(long offset) {
            assertEquals(1L, offset);
        }

        @Override
        public void updateLastCommittedOffset(long offset) {
            assertEquals(1L, offset);
        }
    }
}
