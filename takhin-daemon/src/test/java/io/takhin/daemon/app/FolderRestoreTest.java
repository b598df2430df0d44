package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.snapshot.SnapshotHeader;
import io.takhin.common.snapshot.SnapshotReader;
import io.takhin.common.snapshot.SnapshotWriter;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.port.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an empty folder, and of one that is not. */
class FolderRestoreTest {

    private static final FolderRestore.Node NODE = new FolderRestore.Node(4, "127.0.0.1:7000");

    @TempDir
    private Path folder;

    @Test
    void fillsAnEmptyFolderOnce() throws IOException {
        // Given
        var snapshot = snapshot();

        // When
        var restored = FolderRestore.restore(folder, NODE, reader(snapshot));
        var again = assertThrows(TakhinException.class, () -> FolderRestore.restore(folder, NODE, reader(snapshot)));

        // Then
        assertTrue(restored.bytes() > 0);
        assertTrue(NodeIdentity.of(folder).orElseThrow().belongsTo(4, restored.clusterId()));
        assertEquals(ErrorCode.REFUSED, again.error().code());
    }

    @Test
    void leavesTheFolderEmptyWhenTheSnapshotIsTornOff() throws IOException {
        // Given
        var whole = snapshot();
        var torn = Arrays.copyOf(whole, whole.length - 3);

        // When
        var refused = assertThrows(TakhinException.class, () -> FolderRestore.restore(folder, NODE, reader(torn)));

        // Then
        assertEquals(ErrorCode.BAD_DATA, refused.error().code());
        try (var left = Files.list(folder)) {
            assertEquals(
                    List.of("lock"),
                    left.map(file -> String.valueOf(file.getFileName())).toList());
        }
    }

    private static SnapshotReader reader(byte[] snapshot) throws IOException {
        return new SnapshotReader(new ByteArrayInputStream(snapshot));
    }

    private static byte[] snapshot() throws IOException {
        var out = new ByteArrayOutputStream();
        var header = new SnapshotHeader(
                "c",
                7,
                List.of(new SnapshotHeader.Topic("orders", "AAAAAAAAAAEAAAAAAAAAAg", 1, 3, 5, Map.of())),
                List.of(new SnapshotHeader.Range("orders", 0, 0, 2)));
        var writer = new SnapshotWriter(out, header);
        writer.write(0, new Frame.Batches(0, 0, Records.batch("a", "b")));
        writer.end();
        return out.toByteArray();
    }
}
