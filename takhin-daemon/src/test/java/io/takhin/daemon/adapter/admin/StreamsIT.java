package io.takhin.daemon.adapter.admin;

import static io.takhin.daemon.adapter.admin.AdminSetup.TIMEOUT;
import static io.takhin.daemon.adapter.admin.AdminSetup.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.client.ConsumeStream;
import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.admin.stream.WatchRequest;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.model.OffsetSpec;
import io.takhin.daemon.port.ChangeOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The streams through client, socket and server. */
class StreamsIT {

    private AdminSetup admin;

    @BeforeEach
    void start() throws IOException {
        admin = AdminSetup.usual();
    }

    @AfterEach
    void stop() throws IOException {
        admin.close();
    }

    private ProduceStream produce(String topic, Heard heard) {
        return admin.client.produce(new ProduceOpen(topic, true, null), heard, TIMEOUT);
    }

    private void put(String topic, int partition, ByteBuffer... frames) {
        try (var stream = produce(topic, new Heard())) {
            for (int i = 0; i < frames.length; i++) {
                stream.send(i, partition, frames[i]);
            }
            stream.finish(TIMEOUT);
        }
    }

    private ConsumeStream consume(String topic, String from, @Nullable String to) {
        return admin.client.consume(
                new ConsumeRequest(
                        List.of(topic),
                        List.of(),
                        OffsetSpec.parse(from),
                        to == null ? null : OffsetSpec.parse(to),
                        false,
                        false),
                TIMEOUT);
    }

    private static List<String> values(ConsumeStream stream) {
        var values = new ArrayList<String>();
        for (var frame = stream.next(TIMEOUT); frame.isPresent(); frame = stream.next(TIMEOUT)) {
            values.addAll(Batches.values(frame.get().batches()));
        }
        return values;
    }

    @Test
    void producesAndConsumesWhatWasProduced() {
        // Given
        admin.topic("orders", 2);
        var heard = new Heard();

        // When
        try (var stream = produce("orders", heard)) {
            stream.send(1, 0, Batches.of("a", "b"));
            stream.send(2, 1, Batches.of("c"));
            stream.send(3, 0, Batches.of("d"));
            stream.send(4, 9, Batches.of("e"));
            stream.finish(TIMEOUT);
        }

        // Then
        assertEquals(
                List.of(
                        new ProduceMessage.Acked(1, 0, 0),
                        new ProduceMessage.Acked(2, 1, 0),
                        new ProduceMessage.Acked(3, 0, 2)),
                List.copyOf(heard.acked));
        assertEquals(ErrorCode.NOT_FOUND, heard.failed.remove().error().code());
        assertTrue(heard.lost.isEmpty());
        try (var stream = consume("orders", "start", "end")) {
            assertEquals(List.of("a", "b", "d", "c"), values(stream));
        }
    }

    @Test
    void createsAMissingTopicWhereThatIsOn() {
        // When
        put("fresh", 0, Batches.of("a"));

        // Then
        assertTrue(admin.backend.metadata().topic("fresh").isPresent());
    }

    @Test
    void takesLargeFramesAndManyOfThem() {
        // Given
        admin.topic("bulk", 1);
        var heard = new Heard();
        int frames = 400;
        int bytes = 1 << 20;

        // When
        try (var stream = produce("bulk", heard)) {
            var frame = Batches.ofSize(bytes);
            for (int i = 0; i < frames; i++) {
                stream.send(i, 0, frame.duplicate());
            }
            stream.finish(TIMEOUT);
        }
        long consumed = 0;
        try (var stream = consume("bulk", "start", "end")) {
            for (var frame = stream.next(TIMEOUT); frame.isPresent(); frame = stream.next(TIMEOUT)) {
                consumed += frame.get().batches().remaining();
            }
        }

        // Then
        assertEquals(frames, heard.acked.size());
        assertTrue(consumed >= (long) frames * bytes);
    }

    @Test
    void followsNewRecordsAndEndsWhenClosed() throws InterruptedException {
        // Given
        admin.topic("orders", 1);
        try (var stream = consume("orders", "end", null)) {

            // When
            put("orders", 0, Batches.of("a"));

            // Then
            assertEquals(
                    List.of("a"),
                    Batches.values(stream.next(TIMEOUT).orElseThrow().batches()));
            var late = error(() -> stream.next(Duration.ofMillis(50)));
            assertEquals(ErrorCode.DEADLINE, late.code());
            put("orders", 0, Batches.of("b"));
            assertEquals(
                    List.of("b"),
                    Batches.values(stream.next(TIMEOUT).orElseThrow().batches()));
        }
    }

    @Test
    void endsAtTheEndsThatWerePinnedAtTheStart() {
        // Given
        admin.topic("orders", 1);
        put("orders", 0, Batches.of("a", "b"), Batches.of("c"), Batches.of("d"));

        // When
        List<String> middle;
        try (var stream = consume("orders", "2", "3")) {
            put("orders", 0, Batches.of("later"));
            middle = values(stream);
        }
        boolean empty;
        try (var stream = consume("orders", "end", "end")) {
            empty = stream.next(TIMEOUT).isEmpty();
        }

        // Then
        assertEquals(List.of("c"), middle);
        assertTrue(empty);
    }

    @Test
    void refusesAMissingTopicOrWaitsForIt() {
        // When
        var missing = error(() -> consume("orders", "start", null).close());
        var waited = error(() -> admin.client.consume(
                new ConsumeRequest(List.of("orders"), List.of(), OffsetSpec.START, null, false, true),
                Duration.ofMillis(300)));
        Thread.ofVirtual().start(() -> admin.topic("orders", 1));
        try (var stream = admin.client.consume(
                new ConsumeRequest(List.of("orders"), List.of(), OffsetSpec.START, null, false, true), TIMEOUT)) {

            // Then
            assertEquals(ErrorCode.NOT_FOUND, missing.code());
            assertEquals(ErrorCode.DEADLINE, waited.code());
            assertEquals(1, stream.opened().ranges().size());
        }
    }

    @Test
    void endsAStreamWhoseTopicIsDeleted() {
        // Given
        admin.topic("orders", 1);
        try (var stream = consume("orders", "start", null)) {

            // When
            var _ = admin.backend.delete("orders", ChangeOptions.DEFAULT);

            // Then
            var error = error(() -> stream.next(TIMEOUT));
            assertEquals(ErrorCode.NOT_FOUND, error.code());
            assertEquals("orders-0 was deleted", error.message());
        }
    }

    @Test
    void tellsThatFramesAreOpenWhenTheDeadlinePassesOrTheServerGoes() throws Exception {
        // Given
        admin.topic("orders", 1);
        admin.backend.mute = true;
        var heard = new Heard();

        // When
        var late = error(() -> {
            try (var stream = produce("orders", new Heard())) {
                stream.send(1, 0, Batches.of("a"));
                stream.finish(Duration.ofMillis(200));
            }
        });
        try (var stream = produce("orders", heard)) {
            stream.send(1, 0, Batches.of("a"));
            admin.server.close();

            // Then
            var lost = heard.lost.poll(20, TimeUnit.SECONDS);
            assertEquals(Applied.UNKNOWN, lost.applied());
            assertEquals(ErrorCode.DEADLINE, late.code());
            assertEquals(Applied.UNKNOWN, late.applied());
        }
    }

    @Test
    void forgetsAClientThatGoesAway() throws InterruptedException {
        // Given
        admin.topic("orders", 1);
        var stream = consume("orders", "start", null);
        stream.close();

        // When
        put("orders", 0, Batches.ofSize(1 << 20), Batches.ofSize(1 << 20), Batches.of("a"));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (admin.backend.subscriptions() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }

        // Then
        assertEquals(0, admin.backend.subscriptions());
    }

    @Test
    void watchesTheClusterChange() {
        // Given
        try (var watch = admin.client.watch(new WatchRequest(List.of("orders")), TIMEOUT)) {
            var first = watch.next(TIMEOUT);

            // When
            admin.topic("orders", 3);
            var second = watch.next(TIMEOUT);
            admin.backend.led = false;
            var third = watch.next(TIMEOUT);

            // Then
            assertTrue(first.topics().isEmpty());
            assertEquals(3, second.topics().getFirst().partitions());
            assertTrue(second.health().healthy());
            assertFalse(third.health().healthy());
            assertEquals(3, third.topics().getFirst().leaderless());
        }
    }
}
