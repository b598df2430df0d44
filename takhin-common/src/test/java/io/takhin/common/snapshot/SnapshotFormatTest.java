package io.takhin.common.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.takhin.common.admin.cluster.NodeConfig;
import io.takhin.common.admin.stream.Frame;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes of a snapshot. */
class SnapshotFormatTest {

    private static final SnapshotHeader HEADER = new SnapshotHeader(
            "c",
            7,
            3,
            List.of(new NodeConfig("", "retention.ms", "5")),
            List.of(
                    new SnapshotHeader.Topic(
                            "orders", "AAAAAAAAAAEAAAAAAAAAAg", 1, 3, 5, Map.of("retention.ms", "9"), null),
                    new SnapshotHeader.Topic(
                            "named", "AAAAAAAAAAEAAAAAAAAAAw", 2, 1, 5, Map.of(), List.of(List.of(), List.of(2)))),
            List.of(new SnapshotHeader.Range("orders", 0, 2, 4)));

    @Test
    void readsBackWhatWasWritten() throws IOException {
        // Given
        var bytes = snapshot();

        // When
        var reader = new SnapshotReader(new ByteArrayInputStream(bytes));
        var first = reader.next().orElseThrow();
        var end = reader.verify();

        // Then
        assertEquals(HEADER, reader.header());
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), first.batches());
        assertEquals(new SnapshotEnd(2, 5), end);
    }

    @Test
    void findsEveryFlippedBitAndEveryMissingByte() throws IOException {
        // Given
        var whole = snapshot();

        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                // When
                var flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);

                // Then
                assertBad(flipped, "bit " + bit + " of byte " + at);
            }
            assertBad(Arrays.copyOf(whole, at), at + " bytes");
        }
        assertBad(Arrays.copyOf(whole, whole.length + 1), "a byte more");
    }

    private static void assertBad(byte[] bytes, String what) {
        var refused = assertThrows(
                TakhinException.class, () -> new SnapshotReader(new ByteArrayInputStream(bytes)).verify(), what);
        assertEquals(ErrorCode.BAD_DATA, refused.error().code(), what);
    }

    private static byte[] snapshot() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new SnapshotWriter(out, HEADER);
        writer.write(0, new Frame.Batches(9, 5, ByteBuffer.wrap(new byte[] {1, 2, 3})));
        writer.write(0, new Frame.Batches(9, 5, ByteBuffer.wrap(new byte[] {4, 5})));
        writer.end();
        return out.toByteArray();
    }
}
