package io.takhin.daemon.adapter.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.metrics.TopicMetrics;
import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.ReadRequest;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeteredBackendTest {

    private static final ReadRequest READ = new ReadRequest(0, 100, true, Isolation.READ_UNCOMMITTED);

    private final ScriptedBackend backend = new ScriptedBackend("orders", "quiet");
    private final MeteredBackend metered = new MeteredBackend(backend);
    private final PartitionId orders = backend.partition("orders");

    private static AppendRequest append(int bytes, boolean durable) {
        return new AppendRequest(ByteBuffer.allocate(bytes), AppendOrigin.CLIENT, durable);
    }

    private static Outcome<Appended> appended(long records, boolean duplicate) {
        return Outcome.done(new Appended(10, 10 + records, -1, 0, duplicate));
    }

    private NodeMetrics read(int topicsMax) {
        var node = new MetricsReader.Node("1.2.3", Path.of("."), 7);
        return new MetricsReader(node, metered, () -> 5, InstantSource.fixed(Instant.EPOCH)).read(topicsMax, 2);
    }

    private TopicMetrics topic(String name) {
        return read(100).topics().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAppendsByTopicWithTheirRecordsAndBytes() {
        // Given
        backend.answerAppends(appended(3, false), appended(2, true), Outcome.reject(Reason.CORRUPT_BATCH, "bad"));

        // When
        for (int i = 0; i < 3; i++) {
            metered.append(orders, append(100, true)).join();
        }

        // Then
        var topic = topic("orders");
        assertEquals(
                List.of(3L, 1L, 3L, 100L),
                List.of(topic.appends(), topic.appendErrors(), topic.recordsIn(), topic.bytesIn()));
        assertEquals(0, topic("quiet").appends());
    }

    @Test
    void countsReadsByTopicWithTheirBytes() {
        // Given
        backend.answerReads(
                ScriptedBackend.records(70),
                ScriptedBackend.records(0),
                Outcome.reject(Reason.OFFSET_OUT_OF_RANGE, "beyond the end"));

        // When
        for (int i = 0; i < 3; i++) {
            metered.read(orders, READ).join();
        }

        // Then
        var topic = topic("orders");
        assertEquals(List.of(3L, 1L, 70L), List.of(topic.reads(), topic.readErrors(), topic.bytesOut()));
    }

    @Test
    void measuresHowLongDurableAppendsTakeAndNoOthers() {
        // Given
        backend.answerAppends(appended(1, false), appended(1, false), Outcome.reject(Reason.OVERLOADED, "busy"));

        // When
        metered.append(orders, append(1, true)).join();
        metered.append(orders, append(1, false)).join();
        metered.append(orders, append(1, true)).join();

        // Then
        assertEquals(1, read(100).commit().count());
    }

    @Test
    void tellsWhatIsOnItsWay() {
        // Given
        var pending = metered.append(orders, append(64, true));

        // When
        var before = read(100).appends();
        backend.completeAppends(appended(1, false));
        var after = read(100).appends();

        // Then
        assertTrue(pending.isDone());
        assertEquals(new NodeMetrics.Appends(1, 64), before);
        assertEquals(new NodeMetrics.Appends(0, 0), after);
    }

    @Test
    void passesTheBackendsOwnFutureOn() {
        // When
        var answer = metered.append(orders, append(1, true));

        // Then
        assertSame(backend.lastAppend(), answer);
    }

    @Test
    void passesEveryMethodOnAlsoThoseWithADefault() {
        // When
        var own = Arrays.stream(MeteredBackend.class.getDeclaredMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());

        // Then
        assertEquals(
                List.of(),
                Arrays.stream(Backend.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> !own.contains(name))
                        .toList());
    }

    @Test
    void keepsNothingOfTopicsThatDoNotExist() {
        // Given
        backend.answerAppends(Outcome.reject(Reason.UNKNOWN_TOPIC, "no such topic"));

        // When
        for (int i = 0; i < 100; i++) {
            metered.append(new PartitionId(new TopicId(99, i), 0), append(1, true))
                    .join();
        }

        // Then
        assertEquals(2, read(100).topics().size());
    }

    @Test
    void leavesTheQuietestTopicsOutWhereThereAreMoreThanAskedFor() {
        // Given
        backend.answerAppends(appended(1, false));
        metered.append(orders, append(1, true)).join();

        // When
        var metrics = read(1);

        // Then
        assertEquals(
                List.of("orders"),
                metrics.topics().stream().map(TopicMetrics::name).toList());
        assertEquals(1, metrics.topicsLeftOut());
    }

    @Test
    void readsTheProcessTheDiskAndTheConnections() {
        // When
        var metrics = read(100);

        // Then
        assertEquals(new NodeMetrics.Connections(5, 2), metrics.connections());
        assertTrue(metrics.process().heapUsedBytes() > 0 && metrics.process().cpus() > 0, metrics::toString);
        assertTrue(metrics.disk().totalBytes() >= metrics.disk().freeBytes(), metrics::toString);
        assertEquals(7, metrics.disk().reserveBytes());
    }
}
