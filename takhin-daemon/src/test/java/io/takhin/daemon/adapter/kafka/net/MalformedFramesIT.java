package io.takhin.daemon.adapter.kafka.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.adapter.kafka.KafkaTestNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames that no client sends: random bytes, true headers with random bodies, true requests with bytes changed, cut off
 * or continued. {@code -Dtakhin.fuzz.frames=N} runs N of them, {@code -Dtakhin.fuzz.seed=S} those of another seed.
 */
class MalformedFramesIT {

    private static final int FRAMES_DEFAULT = 2000;
    private static final int BODY_BYTES_MAX = 400;

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
            // When
            for (int i = 0; i < frames; i++) {
                try (var victim = new RawClient(node.listener().port())) {
                    victim.sendBytes(frame(random, served));
                    victim.awaitEnd();
                }
                if (i % 500 == 0) {
                    assertServes(bystander, i, seed);
                }
            }
            // Then
            assertServes(bystander, frames, seed);
            assertMemoryReturns(node.listener(), memoryFree);
        }
    }

    private static void assertServes(RawClient bystander, int frame, long seed) throws IOException {
        bystander.send(new ApiVersionsRequest.Builder().build((short) 3), frame);
        assertEquals(frame, bystander.receive().getInt(), "seed " + seed + ", frame " + frame);
    }

    private static void assertMemoryReturns(KafkaListener listener, long expected) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (listener.requestMemoryFree() != expected && System.nanoTime() < deadline) {
            assertTrue(!new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
        }
        assertEquals(expected, listener.requestMemoryFree(), "request memory was not given back");
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
