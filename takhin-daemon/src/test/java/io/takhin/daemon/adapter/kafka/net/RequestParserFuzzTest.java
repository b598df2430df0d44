package io.takhin.daemon.adapter.kafka.net;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.junit.jupiter.api.Test;

/**
 * Requests of every API and version that clients may send, with bytes changed, cut off or put in. Each is understood or
 * refused with one kind of exception, and never makes more objects than its length and the limits allow.
 * {@code -Dtakhin.fuzz=N} runs N of them, {@code -Dtakhin.fuzz.seed=S} those of another seed.
 */
class RequestParserFuzzTest {

    private static final int CASES_DEFAULT = 20_000;
    private static final int FIELDS_MAX = 2_000;

    /** What a request may cost besides its own bytes: the objects of all fields it may have, and an exception. */
    private static final long BYTES_MAX = FIELDS_MAX * 200L + (256 << 10);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Serves nothing, but is there. */
    private record Served(ApiKeys key) implements ApiHandler<AbstractRequest> {
        @Override
        public CompletableFuture<Reply> handle(RequestContext context, AbstractRequest request) {
            throw new UnsupportedOperationException("only parsed");
        }
    }

    private static RequestParser parser() {
        var usual = ListenerSettings.plaintext("127.0.0.1", 0);
        var settings = new ListenerSettings(
                usual.host(),
                usual.port(),
                usual.processors(),
                usual.requestBytesMax(),
                usual.smallRequestBytesMax(),
                FIELDS_MAX,
                usual.requestMemoryBytes(),
                usual.inFlightMax(),
                usual.idleMax(),
                usual.receiveMax(),
                usual.connectionsMax(),
                usual.connectionsPerIpMax(),
                usual.security());
        List<ApiHandler<?>> handlers = new ArrayList<>();
        for (var key : ApiKeys.clientApis()) {
            if (key != ApiKeys.API_VERSIONS) {
                handlers.add(new Served(key));
            }
        }
        return new RequestParser(settings, new ListenerName("TEST"), new ApiRegistry(handlers));
    }

    /** A request of every API and version as it looks with all defaults. */
    private static List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var key : ApiKeys.clientApis()) {
            for (short version = key.oldestVersion(); version <= key.latestVersion(); version++) {
                var header = new RequestHeader(key, version, "fuzz", 7);
                ApiMessage body = key.messageType.newRequest();
                try {
                    var frame = RequestUtils.serialize(header.data(), header.headerVersion(), body, version);
                    var bytes = new byte[frame.remaining()];
                    frame.get(bytes);
                    seeds.add(bytes);
                } catch (RuntimeException e) {
                    // Defaults of some versions can't be written; the header with anything behind it will do.
                    seeds.add(ByteBuffer.allocate(64)
                            .putShort(key.id)
                            .putShort(version)
                            .array());
                }
            }
        }
        return seeds;
    }

    private static byte[] changed(Random random, byte[] seed) {
        int cut = random.nextInt(4) == 0 ? random.nextInt(seed.length + 1) : seed.length;
        int more = random.nextInt(3) == 0 ? random.nextInt(300) : 0;
        var bytes = new byte[cut + more];
        random.nextBytes(bytes);
        System.arraycopy(seed, 0, bytes, 0, cut);
        // Behind the header's first four bytes, which name the API and version, mostly.
        int from = Math.min(bytes.length, random.nextInt(50) == 0 ? 0 : 4);
        var lengths = new int[] {0, -1, 1, 127, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, bytes.length};
        for (int i = random.nextInt(6); i > 0 && bytes.length > from; i--) {
            int at = from + random.nextInt(bytes.length - from);
            if (random.nextBoolean() && at + 4 <= bytes.length) {
                ByteBuffer.wrap(bytes).putInt(at, lengths[random.nextInt(lengths.length)]);
            } else {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    /** Whether it was understood; fails for anything but a refusal. */
    private static boolean understood(RequestParser parser, byte[] bytes, String name) {
        try {
            var frame = ByteBuffer.wrap(bytes);
            var header = RequestParser.header(frame);
            return parser.request(header, frame).apiKey() == header.apiKey();
        } catch (InvalidRequestException e) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail(name + ": " + HexFormat.of().formatHex(bytes), e);
        }
    }

    @Test
    void everyRequestIsUnderstoodOrRefusedWithinItsMemory() {
        // Given
        long seed = Long.getLong("takhin.fuzz.seed", 20_261_122);
        int cases = Integer.getInteger("takhin.fuzz", CASES_DEFAULT);
        var random = new Random(seed);
        var parser = parser();
        var seeds = seeds();
        seeds.forEach(each -> understood(parser, each, "a request of defaults"));
        int understood = 0;

        // When
        for (int i = 0; i < cases; i++) {
            var bytes = changed(random, seeds.get(random.nextInt(seeds.size())));
            var name = "seed " + seed + ", case " + i;
            long before = THREADS.getCurrentThreadAllocatedBytes();
            if (understood(parser, bytes, name)) {
                understood++;
            }
            long made = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (made > BYTES_MAX + 50L * bytes.length) {
                fail(name + " made " + made + " bytes: " + HexFormat.of().formatHex(bytes));
            }
        }

        // Then
        assertTrue(understood > cases / 100, "only " + understood + " of " + cases + " made sense");
    }
}
