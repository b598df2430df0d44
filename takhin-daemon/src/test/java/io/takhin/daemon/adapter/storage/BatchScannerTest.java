package io.takhin.daemon.adapter.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchScannerTest {

    private static final int BATCHES = 4;
    private static final int EPOCH = 3;
    private static final BatchScanner.Rules GAPLESS = new BatchScanner.Rules(true, EPOCH);
    private static final BatchScanner.Rules COMPACTED = new BatchScanner.Rules(false, EPOCH);

    @TempDir
    Path temporary;

    private Path file;
    private int batchBytes;

    @BeforeEach
    void write() throws Exception {
        file = temporary.resolve("segment");
        var all = ByteBuffer.allocate(10_000);
        for (int n = 0; n < BATCHES; n++) {
            var batch = MemoryRecords.withRecords(
                            100 + 2L * n, Compression.NONE, EPOCH, TestStore.recordsOf(5, "a" + n, "b" + n))
                    .buffer();
            batchBytes = batch.remaining();
            all.put(batch);
        }
        Files.write(file, Arrays.copyOf(all.array(), all.position()));
    }

    @Test
    void seesAllThatIsGood() throws Exception {
        // Given
        long bytes = Files.size(file);

        // When
        var scan = scan(GAPLESS);

        // Then
        assertEquals(new SegmentScan(bytes, 100 + 2L * BATCHES, 5, Optional.empty()), scan);
    }

    @Test
    void noticesEveryChangedBit() throws Exception {
        var original = Files.readAllBytes(file);
        for (int at = 0; at < original.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                // Given
                var changed = original.clone();
                changed[at] ^= (byte) (1 << bit);
                Files.write(file, changed);

                // When
                var scan = scan(GAPLESS);

                // Then
                if (!lowersTheFirstEpoch(at, bit)) {
                    assertTrue(scan.damage().isPresent(), "byte " + at + " bit " + bit);
                    assertTrue(scan.goodBytes() <= at / batchBytes * (long) batchBytes, "byte " + at + " bit " + bit);
                }
            }
        }
    }

    @Test
    void noticesEveryCut() throws Exception {
        var original = Files.readAllBytes(file);
        for (int length = 0; length < original.length; length++) {
            // Given
            Files.write(file, Arrays.copyOf(original, length));

            // When
            var scan = scan(GAPLESS);

            // Then
            assertEquals(length / batchBytes * (long) batchBytes, scan.goodBytes());
            assertEquals(length % batchBytes != 0, scan.damage().isPresent());
        }
    }

    @Test
    void takesGapsOnlyInACompactedLog() throws Exception {
        // Given
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        bytes.putLong(3 * batchBytes, 500);
        Files.write(file, bytes.array());

        // When
        var gapless = scan(GAPLESS);

        // Then
        assertTrue(gapless.damage().isPresent());
        assertEquals(502, scan(COMPACTED).nextOffset());
    }

    /** The one change that nothing tells: the first batch has none before it, and an older epoch was once right. */
    private static boolean lowersTheFirstEpoch(int at, int bit) {
        return at == BatchHeader.EPOCH_AT + 3 && (EPOCH & (1 << bit)) != 0;
    }

    private SegmentScan scan(BatchScanner.Rules rules) throws Exception {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return SegmentScan.of(new BatchScanner(channel, channel.size(), rules), 100, _ -> {});
        }
    }
}
