package io.takhin.daemon.adapter.kafka.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.adapter.kafka.KafkaTestNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames that no client sends: random bytes, true headers with random bodies, true requests with bytes changed, cut off
 * or continued, while a producer and a consumer go on beside them. Connections and memory are given back.
 * {@code -Dtakhin.fuzz.frames=N} runs N of them, {@code -Dtakhin.fuzz.seed=S} those of another seed.
 */
class MalformedFramesIT {

    private static final int FRAMES_DEFAULT = 2000;
    private static final int BODY_BYTES_MAX = 400;
    private static final int BESIDE_EVERY = 500;

    /** What topics that a frame happens to create, and the like, may take; a leak grows with the frames. */
    private static final long HEAP_GROWTH_BYTES_MAX = 64 << 20;

    @TempDir
    private Path data;

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void noFrameHarmsAnyConnectionButItsOwn() throws Exception {
        // Given
        long seed = Long.getLong("takhin.fuzz.seed", 20_261_122);
        int frames = Integer.getInteger("takhin.fuzz.frames", FRAMES_DEFAULT);
        var random = new Random(seed);
        try (var node = KafkaTestNode.start(data, 0);
                var bystander = new RawClient(node.listener().port())) {
            long memoryFree = node.listener().requestMemoryFree();
            var served = node.registry().versions().stream()
                    .map(version -> ApiKeys.forId(version.apiKey()))
                    .toList();
            long heapAtFirst = 0;
            try (var good = new EchoClient(node.bootstrap())) {
                // When
                for (int i = 0; i < frames; i++) {
                    if (i % BESIDE_EVERY == 0) {
                        good.echo("seed " + seed + ", frame " + i);
                        assertServes(bystander, i, seed);
                    }
                    if (i == frames / 10) {
                        heapAtFirst = heapBytes();
                    }
                    try (var victim = new RawClient(node.listener().port())) {
                        victim.sendBytes(frame(random, served));
                        victim.awaitEnd();
                    }
                }
                good.echo("seed " + seed + ", the end");
            }
            // Then
            assertServes(bystander, frames, seed);
            assertComesTo(memoryFree, node.listener()::requestMemoryFree, "free request memory");
            assertComesTo(1, node.listener()::connections, "connections");
            long grown = heapBytes() - heapAtFirst;
            assertTrue(grown < HEAP_GROWTH_BYTES_MAX, "the heap grew by " + grown + " bytes, seed " + seed);
        }
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void assertServes(RawClient bystander, int frame, long seed) throws IOException {
        bystander.send(new ApiVersionsRequest.Builder().build((short) 3), frame);
        assertEquals(frame, bystander.receive().getInt(), "seed " + seed + ", frame " + frame);
    }

    private static void assertComesTo(long expected, LongSupplier actual, String what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (actual.getAsLong() != expected && System.nanoTime() < deadline) {
            assertTrue(!new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
        }
        assertEquals(expected, actual.getAsLong(), what + " as before");
    }

    /** Kafka's own clients: what one sends, the other reads. */
    private static final class EchoClient implements AutoCloseable {
        private static final TopicPartition PLACE = new TopicPartition("beside", 0);

        private final KafkaProducer<String, String> producer;
        private final KafkaConsumer<String, String> consumer;

        EchoClient(String bootstrap) {
            Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
            this.producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
            this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
            consumer.assign(List.of(PLACE));
        }

        void echo(String value) throws Exception {
            producer.send(new ProducerRecord<>(PLACE.topic(), PLACE.partition(), null, value))
                    .get(30, TimeUnit.SECONDS);
            var read = new ArrayList<String>();
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); read.isEmpty(); ) {
                assertTrue(System.nanoTime() < end, () -> "not read: " + value);
                consumer.poll(Duration.ofMillis(100)).forEach(one -> read.add(one.value()));
            }
            assertEquals(List.of(value), read);
        }

        @Override
        public void close() {
            producer.close();
            consumer.close();
        }
    }

    private static byte[] frame(Random random, List<ApiKeys> served) {
        return switch (random.nextInt(8)) {
            case 0 -> bytes(random, 1 + random.nextInt(64));
            case 1 -> sized(bytes(random, random.nextInt(BODY_BYTES_MAX)), random.nextInt());
            default -> {
                var body = withHeader(random, served);
                int claimed = random.nextInt(20) == 0 ? random.nextInt(body.length + 20) : body.length;
                yield sized(body, claimed);
            }
        };
    }

    private static byte[] sized(byte[] body, int claimed) {
        return ByteBuffer.allocate(4 + body.length).putInt(claimed).put(body).array();
    }

    /** A header of an API and version that are mostly served, then anything, with a leaning to lengths that hurt. */
    private static byte[] withHeader(Random random, List<ApiKeys> served) {
        var keys = random.nextInt(10) == 0 ? List.of(ApiKeys.values()) : served;
        var key = keys.get(random.nextInt(keys.size()));
        int version = random.nextInt(20) == 0
                ? random.nextInt()
                : key.oldestVersion() + random.nextInt(Math.max(1, key.latestVersion() - key.oldestVersion() + 1));
        var body = bytes(random, random.nextInt(BODY_BYTES_MAX));
        for (int i = 0; i + 4 <= body.length && random.nextBoolean(); i++) {
            int at = random.nextInt(body.length - 3);
            var lengths = new int[] {0, -1, 1, 2, Integer.MAX_VALUE, 1 << 28, body.length};
            ByteBuffer.wrap(body).putInt(at, lengths[random.nextInt(lengths.length)]);
        }
        var frame = ByteBuffer.allocate(12 + body.length)
                .putShort(key.id)
                .putShort((short) version)
                .putInt(random.nextInt())
                .putShort((short) 1)
                .put((byte) 'f')
                .put((byte) 0)
                .put(body);
        return frame.array();
    }

    private static byte[] bytes(Random random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        // Small numbers make more sense to a parser than large ones, so it gets further.
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) > 0) {
                bytes[i] = (byte) random.nextInt(4);
            }
        }
        return bytes;
    }
}
