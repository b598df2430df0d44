package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.adapter.storage.TestStore.append;
import static io.takhin.daemon.adapter.storage.TestStore.flip;
import static io.takhin.daemon.adapter.storage.TestStore.keyed;
import static io.takhin.daemon.adapter.storage.TestStore.valuesFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.PartitionLog;
import io.takhin.daemon.port.log.ReadRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy", "compact",
            "min.cleanable.dirty.ratio", "0.01",
            "internal.segment.bytes", "300",
            "index.interval.bytes", "0");

    @TempDir
    Path temporary;

    private TestStore store;
    private TopicState topic;

    @BeforeEach
    void open() throws Exception {
        store = new TestStore(temporary.resolve("logs"));
        topic = store.create("t", 1, COMPACTED);
        for (int n = 0; n < 40; n++) {
            append(store.log(topic), keyed(store.time.milliseconds(), "key" + n % 2, "value" + n));
        }
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void keepsTheLastValueOfEachKey() throws Exception {
        // Given
        long before = store.log(topic).sizeBytes();

        // When
        store.store().compact();

        // Then
        var log = store.log(topic);
        var kept = valuesFrom(log, 0);
        assertTrue(log.sizeBytes() < before / 2);
        assertTrue(kept.containsAll(List.of("38=value38", "39=value39")), kept.toString());
        assertFalse(kept.contains("0=value0"), kept.toString());
        assertEquals(40, log.endOffset());
        assertEquals(0, log.startOffset());
    }

    @Test
    void servesACompactedLogAfterARestartAndCompactsOn() throws Exception {
        // Given
        store.store().compact();
        var kept = valuesFrom(store.log(topic), 0);

        // When
        store.restart();
        var log = opened();
        var read = valuesFrom(log, 0);
        for (int n = 0; n < 20; n++) {
            append(log, keyed(store.time.milliseconds(), "key" + n % 2, "later" + n));
        }
        store.store().compact();

        // Then
        assertEquals(kept, read);
        assertEquals("59=later19", valuesFrom(log, 0).getLast());
        assertFalse(valuesFrom(log, 0).contains("38=value38"));
    }

    @Test
    void servesACompactedLogAfterACrash() throws Exception {
        // Given
        store.store().compact();
        var kept = valuesFrom(store.log(topic), 0);

        // When
        store.crash();
        store.reopen();

        // Then
        assertEquals(kept, valuesFrom(opened(), 0));
    }

    @Test
    void doesNotCompactADamagedLog() throws Exception {
        // Given
        store.stop();
        var segment = store.segments(topic).getFirst();
        flip(segment.log(), 70);
        store.reopen();
        var log = opened();
        long size = log.sizeBytes();

        // When
        store.store().compact();

        // Then
        assertEquals(size, log.sizeBytes());
        var read = log.read(new ReadRequest(0, 1000, true, Isolation.READ_UNCOMMITTED));
        assertTrue(read instanceof Outcome.Rejected<?>);
    }

    private PartitionLog opened() throws Exception {
        var log = store.log(topic);
        log.advanceHighWatermark(log.endOffset());
        return log;
    }
}
